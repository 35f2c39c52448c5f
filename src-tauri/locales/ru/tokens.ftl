# Ключи и токены, управление токеном, PIN-коды.

## Ключи и токены

keys-title = Ключи и токены
keys-own = От своего имени
keys-holder-unknown = Владелец пока неизвестен
keys-holder-unknown-detail = Владелец ключа станет виден, когда впервые введут пароль или PIN-код.
keys-place = Где хранится
keys-to-token = Открыть токен
keys-on-computer = { $count ->
    [one] { $count } ключ лежит в файле на этом компьютере
    [few] { $count } ключа лежат в файлах на этом компьютере
   *[many] { $count } ключей лежат в файлах на этом компьютере
}
keys-on-computer-detail = Файл можно незаметно скопировать. Пока задайте надёжный пароль, а следующий ключ создайте на токене: с него ключ не скопировать.
keys-on-computer-todo = Задайте надёжный пароль, удалите лишние копии файла, а следующий ключ создайте на токене.
key-place-file = На этом компьютере: { $file }
key-place-token = Токен: { $token }
key-place-software = Программный токен: { $token }

## Токены

tokens-title = Токены
token-title = Токен
token-unnamed = Токен без имени
token-none = Токен не подключён
token-none-detail = Вставьте токен в порт USB, он появится здесь сам.
token-missing = Токена не видно?
token-other-missing = Не видно другого токена?
token-keys = { $count ->
    [0] ключей нет
    [one] { $count } ключ
    [few] { $count } ключа
   *[many] { $count } ключей
}
token-memory = Насколько занята память токена
token-memory-free = Свободно { $free } из { $total }
token-software = Программный токен
token-software-detail = Это не устройство: его ключи лежат в файлах на этом компьютере. Годится, чтобы попробовать, но не защищает так, как настоящий токен.
token-untried = Не проверено на настоящем устройстве
token-untried-detail = С таким токеном Tanba работает по описанию производителя, но на настоящем устройстве это ещё не проверено. Если что-то не так, скопируйте диагностику и пришлите нам.
token-blank = Не отформатирован
token-blank-detail = Этот токен ещё пуст. Подготовьте его: дайте имя и задайте PIN-коды.
token-prepare = Подготовить токен
token-unfinished = Регистрация не завершена
token-unfinished-detail = Для ключа на токене ещё не получен сертификат ({ $authority }, { $when }), поэтому форматировать токен нельзя. Завершите регистрацию: запросите ключ снова в том же центре. Если он не нужен, сначала удалите этот ключ.
token-application-unfinished = Для ключа на токене ещё не получен сертификат ({ $authority }, { $when }), поэтому форматировать токен нельзя. Продолжите заявку в разделе «Получить ключи». Если она не нужна, откажитесь от неё там же.
token-write-protected = На этот токен ничего не записать, его можно только читать.
token-pin-pad = PIN-код этого токена набирается на клавишах самого считывателя.
token-gone = Токен отключён
token-gone-detail = Вставьте токен снова, страница обновится сама.

## Управление токеном

token-pins = PIN-коды
token-contents = Ключи и сертификаты
token-about = О токене
token-empty = На этом токене пока нет ни ключей, ни сертификатов. Некоторые ключи видны только после ввода PIN-кода.
token-serial = Серийный номер
token-model = Модель
token-manufacturer = Производитель
token-firmware = Микропрограмма
token-hardware = Аппаратная версия
token-profile = Профиль
token-profile-none = производитель неизвестен
token-pin-length = Длина PIN-кода
token-pin-length-value = { $min }–{ $max } символов
token-module = Модуль
token-key-id = Номер ключа на токене
token-diagnostics = Скопировать диагностику
token-diagnostics-detail = Для службы поддержки. В ней нет ни PIN-кодов, ни ключей, ни вашего имени.

token-rename = Переименовать
token-rename-detail = Имя видно при подписании и в списках. Ключи не меняются.
token-renamed = Токен переименован.
token-label = Имя
token-new-label = Новое имя
token-label-hint = До 32 латинских букв или 16 кириллических.
token-format = Форматировать
token-format-title = Форматировать токен?
token-format-detail = Токен вернётся в начальное состояние, затем понадобятся оба PIN-кода.
token-format-loss = { $count ->
    [0] Всё, что есть на токене, удалится навсегда.
    [one] { $count } ключ и его сертификат удалятся навсегда. Восстановить их нельзя.
    [few] { $count } ключа и их сертификаты удалятся навсегда. Восстановить их нельзя.
   *[many] { $count } ключей и их сертификаты удалятся навсегда. Восстановить их нельзя.
}
token-formatted = Токен отформатирован.
token-prepared = Токен готов.
token-type-to-confirm = Чтобы подтвердить, наберите «{ $name }»

token-key-new = Новый ключ
token-key-new-detail = Ключ создаётся внутри токена и никогда его не покидает.
token-key-label = Имя ключа
token-key-label-hint = Не обязательно. Помогает узнать ключ в списке.
token-key-name = Имя в пробном сертификате
token-key-name-hint = Если заполнить, ключ сделает себе сертификат, которому другие не доверяют. Если сертификат выдаст центр, оставьте пустым.
token-key-make = Создать ключ
token-key-making = Токен создаёт ключ
token-key-making-detail = Это может занять до пяти минут. Не вынимайте токен.
token-key-cancelling = Остановка: ждём ответа токена
token-key-passed = Прошло времени
token-key-made = Ключ создан.
token-key-unnamed = Ключ без имени
token-key-without-certificate = сертификата ещё нет
token-key-actions = Действия с ключом: { $name }
token-cert-put = Записать сертификат…
token-cert-replace = Заменить сертификат…
token-cert-written = Сертификат записан на токен.
token-cert-export = Сохранить сертификат в файл…
token-cert-exported = Сертификат сохранён в файл.
token-cert-delete = Удалить сертификат
token-cert-without-key = Сертификат · его ключа на этом токене нет
token-key-delete = Удалить ключ
token-delete-key-title = Удалить ключ с токена?
token-delete-certificate-title = Удалить сертификат с токена?
token-delete-detail = { $name } · токен: { $token }
token-delete-key-loss = Ключ удалится навсегда: копии у него нет. Прежние подписи этим ключом остаются в силе.
token-delete-certificate-loss = Без сертификата этим ключом нельзя подписывать. Сам ключ останется на токене.
token-deleted-key = Ключ удалён.
token-deleted-certificate = Сертификат удалён.

algorithm-rsa-2048 = RSA 2048
algorithm-rsa-2048-detail = Понимает большинство старых систем.
algorithm-rsa-3072 = RSA 3072
algorithm-rsa-3072-detail = Более стойкий, создаётся медленнее.
algorithm-rsa-4096 = RSA 4096
algorithm-rsa-4096-detail = Самый длинный RSA. Токену могут понадобиться минуты.
algorithm-p256 = ECDSA P-256
algorithm-p256-detail = Быстрый и стойкий. Для международных систем.
algorithm-p384 = ECDSA P-384
algorithm-p384-detail = Стойче P-256, чуть медленнее.
algorithm-gost512 = ГОСТ 34.10-2015 (512)
algorithm-gost512-detail = Для НУЦ и государственных систем Казахстана.

## Если токен не найден

token-help = Если токена не видно
token-help-detail = Как только токен найдётся, страница обновится сама.
token-looked-at = Что проверено
token-looked-at-detail = Каждая часть пути между токеном и компьютером.
token-modules = Модули
token-modules-detail = С токеном говорят через модуль его производителя (библиотеку PKCS#11). Каждый модуль перед загрузкой проверяется отдельно.
module-add = Добавить файл модуля
module-forget = Убрать модуль из списка: { $name }
module-own = добавлен вами
module-state-pending = Проверяется
module-state-ready = Готов
module-state-missing = Не установлен
module-state-no-module = Не модуль
module-state-crashed = Аварийно завершился
module-state-hung = Не отвечает
module-state-failed = Вернул ошибку

token-software-here = Программный токен
token-software-here-detail = На этом компьютере установлен { $name }. С ним можно практиковаться без токена, но ключи не защищены так, как на настоящем.

## PIN-коды

pin-kind-user = PIN-код пользователя
pin-kind-so = PIN-код администратора
pin-state-good = PIN-код в порядке
pin-state-count-low = Осталось мало попыток
pin-state-final-try = Осталась одна попытка
pin-state-locked = Заблокирован
pin-state-to-be-changed = Нужно сменить PIN-код
pin-state-not-set = PIN-код не задан
pin-means-good = Неверных вводов на токене не отмечено.
pin-means-count-low = В последний раз введён неверно, осталось мало попыток.
pin-means-final-try = Ещё одна ошибка – и он заблокируется.
pin-means-locked-user = Слишком много ошибок. Ключи целы, PIN-код можно разблокировать PIN-кодом администратора.
pin-means-locked-both = Слишком много ошибок. PIN-код администратора тоже заблокирован, поэтому разблокировать его нельзя. Обратитесь в организацию, которая выдала токен.
pin-means-locked-so = Слишком много ошибок. Его больше никто не разблокирует: форматировать токен и разблокировать PIN-код пользователя нельзя.
pin-means-to-be-changed = Токен просит сменить этот PIN-код: он заводской или временный.
pin-means-not-set-user = PIN-код пользователя задаётся с помощью PIN-кода администратора.
pin-means-not-set-so = Задаётся при форматировании токена.
pin-lock-user = После нескольких ошибок подряд блокируется. Разблокировать его можно только PIN-кодом администратора.
pin-lock-so = После нескольких ошибок подряд блокируется навсегда: разблокировать его нельзя.
pin-last-user = Тогда его откроет только PIN-код администратора.
pin-last-so = Тогда его уже никто не разблокирует.
pin-change = Сменить
pin-changed-user = PIN-код пользователя изменён.
pin-changed-so = PIN-код администратора изменён.
pin-forgotten = PIN-код забыт
pin-unblock = Разблокировать
pin-set = Задать PIN-код
pin-unblocked = Новый PIN-код пользователя задан.

prompt-pin-open-user = PIN-код токена
prompt-pin-open-so = PIN-код администратора
prompt-pin-new-user = Новый PIN-код
prompt-pin-new-so = Новый PIN-код администратора
prompt-no-usable-key = Ни одним из этих ключей сейчас подписать нельзя
pin-of = PIN-код · { $token }
pin-new-user = Новый PIN-код пользователя
pin-new-so = Новый PIN-код администратора
pin-new-again = Ещё раз
pin-new-hint = Запомните его или запишите в надёжном месте, но не храните вместе с токеном.
pin-wrong-again = Неверный PIN-код.
pin-stop = Если не уверены, остановитесь.
pin-factory = Заводской PIN-код ещё не сменён
pin-factory-detail = Он известен всем: кто найдёт токен, сможет подписывать от вашего имени. Придумайте свой PIN-код сейчас.
pin-later = Позже
pin-save = Сохранить
pin-confirm = Подтвердить
pin-cyrillic = Включена кириллическая раскладка. PIN-код набирается латинскими буквами и цифрами.
pin-show = Показать PIN-код
pin-hide = Скрыть PIN-код
pin-on-reader = Наберите PIN-код на клавишах самого считывателя. Сначала нажмите «Подписать».
pin-rules = Правила для PIN-кода
pin-rule-length = { $min }–{ $max } символов
pin-rule-latin = только латинские буквы и цифры
pin-rule-both = хотя бы одна буква и одна цифра
pin-rule-run = без рядов вроде 123, 678, abc

## Где будет ключ для практики

practice-place = Где хранить ключ для практики?
practice-place-file = На этом компьютере
practice-place-file-detail = В файле под паролем. Так проще всего.
practice-place-software-detail = { $name }: всё как с настоящим токеном. Только для практики.
practice-busy-token = Введите PIN-код токена в окне, которое откроется. Создание ключа может занять несколько минут.

## Что сделать в окне

todo-token-not-found = Вставьте токен в порт USB. Если он вставлен, страница «{ token-missing }» скажет, чего не хватает.
todo-token-ambiguous = Отключите один из токенов и повторите.
todo-pin-locked = На странице токена нажмите «{ pin-unblock }»: понадобится PIN-код администратора. Ключи целы. Если вы его не знаете, обратитесь в организацию, которая выдала токен.
todo-pin-not-set = На странице токена нажмите «{ pin-set }» или отформатируйте токен.
todo-token-key-missing = Посмотрите ключи на странице токена. Некоторые видны только после ввода PIN-кода.
todo-token-key-ambiguous = Выберите ключ на странице токена.
todo-token-certificate-missing = Запишите на токен сертификат этого ключа, это делается на странице токена.
