# Слова окна: рамка, первый запуск, главная, ключи, настройки, окно запроса.

## Рамка

nav-home = Главная
nav-keys = Ключи
nav-settings = Настройки
nav-about = О Tanba
nav-practice = Практика

frame-navigation = Разделы
frame-skip = Перейти к содержанию
frame-toasts = Сообщения
frame-help = Сочетания клавиш
frame-open-files = Открыть файлы
frame-close = Закрыть
frame-cancel = Отмена
frame-continue = Продолжить
frame-back = Назад
frame-remove = Убрать
frame-more = Другие действия
frame-loading = Загрузка
frame-try-again = Повторить
frame-show-in-folder = Показать в папке
frame-copied = Скопировано
frame-not-copied = Скопировать не удалось.
frame-copy-details = Скопировать сведения
frame-copy-value = Скопировать: { $label }
frame-practice = Среда для практики
frame-drop = Отпустите файл, чтобы подписать или проверить
frame-drop-detail = Файл ключа добавится к ключам
frame-prompt-waits = Ваш ответ ждут в отдельном окне. Вводите пароль только там.
frame-sorted-sign = на подпись: { $count }
frame-sorted-verify = на проверку: { $count }
frame-sorted-keys = в ключи: { $count }
frame-to-verify = К проверке

day-today = сегодня
day-ahead = { $days ->
    [1] завтра
    [one] через { $days } день
    [few] через { $days } дня
   *[many] через { $days } дней
}
day-ago = { $days ->
    [1] вчера
    [one] { $days } день назад
    [few] { $days } дня назад
   *[many] { $days } дней назад
}

## Первый запуск

first-tagline = Подписывайте документы и проверяйте подписи. Ключ остаётся на вашем компьютере.
first-title-welcome = Добро пожаловать
first-title-choice = С чего начнём?
first-title-places = Где мои ключи?
first-title-found = Найденные ключи
first-title-practice = Ключ для практики
first-title-practised = Ключ для практики готов
first-choice-detail = Позже можно пользоваться и тем и другим.
first-keys = Открыть мои ключи
first-keys-detail = Если файлы ЭЦП от НУЦ лежат на этом компьютере или на флешке.
first-practise = Попробовать
first-practise-detail = Если ключа ещё нет. Через минуту у вас будет ключ для практики, он никуда не отправляется.
first-places-detail = С вашего разрешения Tanba поищет файлы .p12 в этих местах. Файлы не меняются, пароль не спрашивается.
first-look = Разрешить и искать
first-found-detail = Владелец ключа станет виден, когда пароль введут в первый раз.
first-finish = Открыть Tanba
first-without-key = Пока продолжить без ключа

## Главная

home-morning = Доброе утро
home-morning-name = Доброе утро, { $name }
home-day = Добрый день
home-day-name = Добрый день, { $name }
home-evening = Добрый вечер
home-evening-name = Добрый вечер, { $name }
home-detail = { $count ->
    [0] { $date } · ничего не ждёт
    [one] { $date } · вас ждёт { $count } дело
    [few] { $date } · вас ждут { $count } дела
   *[many] { $date } · вас ждут { $count } дел
}
home-needs = Нужно сейчас
home-keys = Мои ключи
home-all-keys = { $count ->
    [one] Показать { $count } ключ
    [few] Показать все { $count } ключа
   *[many] Показать все { $count } ключей
}
home-drop = Перетащите сюда файл, чтобы подписать или проверить
home-drop-detail = PDF, XML, любой файл, целая папка
home-pick = Выбрать файл
home-recent = Последние действия
home-stale = Обновить сведения не удалось, показаны прежние.

need-no-key = Чтобы подписывать, нужен ключ
need-no-key-detail = Откройте свой ключ или попробуйте на ключе для практики
need-open-keys = Открыть мои ключи
need-key-expires = { $days ->
    [0] Срок ключа заканчивается сегодня
    [one] Срок ключа заканчивается через { $days } день
    [few] Срок ключа заканчивается через { $days } дня
   *[many] Срок ключа заканчивается через { $days } дней
}
need-key-expires-detail = { $holder } · получите новый ключ, пока действует этот
need-key-expired = Срок ключа закончился
need-key-expired-detail = { $holder } · подписывать им больше нельзя: обновите его или получите новый
need-key-revoked = Ключ отозван
need-key-revoked-detail = { $holder } · если вы этого не просили, обратитесь в НУЦ
need-unfinished = { $count ->
    [one] Подписание прервалось: остался { $count } документ
    [few] Подписание прервалось: осталось { $count } документа
   *[many] Подписание прервалось: осталось { $count } документов
}
need-unfinished-detail = Начато: { $when } · всё подписанное сохранено
need-history-damaged = История изменена
need-history-damaged-detail = Её мог изменить кто-то посторонний, или файл повреждён
need-look = Посмотреть

## Ключи

keys-state-unopened = Не открывался
keys-state-valid = Действует
keys-state-expiring = Скоро истекает
keys-state-expired = Истёк
keys-state-not-yet-valid = Ещё не действует
keys-state-revoked = Отозван
keys-state-authentication-only = Для входа
keys-state-uncertified = Без сертификата
keys-state-damaged = Повреждён
keys-days-left = { $days ->
    [0] Сегодня
    [one] { $days } день
    [few] { $days } дня
   *[many] { $days } дней
}
keys-practice = Практика
keys-time-used = Прошедшая часть срока
keys-valid-until = до { $date }
keys-expired-at = Срок закончился { $date }
keys-damaged-detail = Этот файл не открывается как ключ
keys-back = Все ключи
keys-empty = Ключей пока нет
keys-empty-detail = Укажите файл ключа или папку, где он лежит. Имя файла обычно заканчивается на .p12.
keys-empty-searched = В обычных местах ключей нет. Если ключ на флешке, подключите её и укажите файл.
keys-search = Искать в обычных местах
keys-add-file = Добавить файл ключа
keys-add-folder = Добавить папку
keys-change-password = Сменить пароль
keys-password-changed = Пароль ключа изменён.
keys-back-up = Резервная копия
keys-backed-up = Копия сделана: { $folder }
keys-forget = Убрать из списка
keys-forget-title = Убрать ключ из списка?
keys-forget-detail = Файл останется на месте, его можно добавить снова в любое время.

place-usual = Обычное место
place-nca-layer = Запомнил NCALayer
place-added = Добавлено вами
place-practice = Ключи для практики
place-count = { $count ->
    [0] файлов ключей нет
    [one] { $count } файл ключа
    [few] { $count } файла ключей
   *[many] { $count } файлов ключей
}
place-forget = Больше не искать: { $path }

## Практика

practice-offer = Центр для практики работает на этом компьютере и выдаёт вам учебный ключ. С ним можно безопасно попробовать всё.
practice-begin = Получить ключ для практики
practice-busy = Готовится ключ для практики
practice-busy-detail = Придумайте пароль для ключа в окне, которое откроется.
practice-worth = Подпись ключом для практики признаётся верной только на этом компьютере. В других местах она не имеет силы.
practice-fingerprint = Отпечаток центра для практики (SHA-256)
practice-forget = Удалить центр для практики
practice-forget-title = Удалить центр для практики?
practice-forget-detail = Подписи его ключами больше не будут признаваться и на этом компьютере. Файлы ключей останутся на месте.

## Настройки

settings-look = Язык и вид
settings-language = Язык
settings-theme = Вид
settings-theme-system = Как в системе
settings-theme-light = Светлый
settings-theme-dark = Тёмный
settings-theme-contrast = Высокий контраст
settings-save = Сохранить
settings-saved = Настройка сохранена
settings-time = Метка времени
settings-time-detail = Метка времени доказывает, когда подписан документ.
settings-tsa = Адрес службы
settings-tsa-hint = Если оставить пустым, используется служба выбранной среды.
settings-tsa-default = Служба самой среды
settings-trust = Доверенные центры
settings-trust-detail = Чьим сертификатам верить при проверке подписи.
settings-environment-production = Рабочая среда
settings-environment-production-detail = Национальный удостоверяющий центр. Для повседневных дел выберите её.
settings-environment-test = Тестовая среда
settings-environment-test-detail = Тестовые сертификаты НУЦ. Юридической силы у них нет.
settings-environment-practice = Среда для практики
settings-environment-practice-detail = Центр для практики на этом компьютере. В других местах его подписи недействительны.
settings-environment-own-detail = { $count ->
    [one] { $count } сертификат, добавленный вами.
    [few] { $count } сертификата, добавленных вами.
   *[many] { $count } сертификатов, добавленных вами.
}
settings-environment-add = Добавить свою среду
settings-environment-add-detail = Берите сертификаты только у самого центра, владельца которого вы знаете: если выбрать эту среду, любой выданный им сертификат будет считаться доверенным.
settings-environment-name = Название
settings-environment-files = Выбрать сертификаты
settings-environment-chosen = { $count ->
    [0] Файлы не выбраны
    [one] Выбран { $count } файл
    [few] Выбрано { $count } файла
   *[many] Выбрано { $count } файлов
}
settings-environment-trust = Доверять
settings-environment-remove = Убрать среду «{ $name }»
settings-environment-remove-detail = Её сертификатам больше не будет доверия.
settings-keys = Где лежат ключи
settings-keys-detail = В этих местах Tanba ищет файлы ключей.
settings-key-places = Искать в обычных местах
settings-key-places-detail = Домашняя папка, рабочий стол, документы, загрузки и места, которые запомнил NCALayer.
settings-network = Сеть
settings-proxy = Прокси-сервер
settings-proxy-system = Как в системе
settings-proxy-none = Без прокси
settings-proxy-address = Указанный адрес
settings-proxy-label = Адрес прокси-сервера
settings-proxy-hint = Адрес подскажет системный администратор.
settings-system = Система
settings-autostart = Запускать вместе с системой
settings-autostart-detail = Напоминания о сроках приходят вовремя, окно не открывается.

## О программе

about-what = Открытая программа, которая подписывает документы ключами НУЦ и проверяет подписи.
about-licence = Распространяется свободно: по лицензии MIT или Apache 2.0 на ваш выбор.
about-doctor = Самопроверка
about-doctor-detail = Есть ли на этом компьютере всё, что нужно для подписи? Проверка ничего не меняет и не выходит в сеть.
about-again = Проверить снова

## Что делать: там, где совет из терминала окну не подходит

todo-key-expired = Получите новый ключ. Если всё же нужно подписать этим ключом, включите на странице подписания «{ sign-allow-expired }»; получатели могут не принять такую подпись.
todo-content-missing = Положите документ рядом с подписью под его именем или укажите, где он лежит.
todo-certificate-in-key-file = Выберите файл сертификата: обычно он оканчивается на .cer, .crt или .pem.
todo-environments-mixed = Выберите в настройках среду, к которой относится ключ, или подпишите ключом выбранной среды.
todo-online-needed = Подключитесь к сети и повторите.
todo-tsa-not-configured = Укажите адрес службы в настройках или подпишите без метки времени.
todo-ocsp-answer-damaged = Запустите проверку снова чуть позже.
todo-ocsp-refused = { todo-ocsp-answer-damaged }
todo-crl-unreachable = Проверьте подключение и через несколько минут запустите проверку снова.
todo-crl-timed-out = { todo-crl-unreachable }
todo-crl-answer-damaged = { todo-ocsp-answer-damaged }
todo-crl-refused = { todo-ocsp-answer-damaged }
todo-issuer-unreachable = { todo-crl-unreachable }
todo-issuer-timed-out = { todo-crl-unreachable }
todo-issuer-answer-damaged = { todo-ocsp-answer-damaged }
todo-issuer-refused = { todo-ocsp-answer-damaged }
todo-authority-untrusted = Проверьте адрес. Если центр дал вам корневой сертификат, выберите его вместе с адресом в разделе «{ nav-get-keys }»; если центр его сменил, замените его в настройках. Иначе не продолжайте.
todo-authority-unreachable = Проверьте подключение и повторите: начатый ключ сохранён, он будет доведён до конца.
todo-authority-timed-out = Повторите через несколько минут: начатый ключ сохранён, он будет доведён до конца.
todo-authority-not-practice = Удалите центр для практики в настройках и начните практику заново.
todo-practice-authority-changed = Если вы сами начали практику заново, удалите прежний центр для практики в настройках и получите ключ снова. Иначе не пользуйтесь этим центром.
todo-history-damaged = Что именно изменено, покажет кнопка «{ history-check }» на странице истории. Самих подписанных документов это не касается.
todo-setting-unsuitable = Адрес начинается с http:// или https://.

## Окно запроса

prompt-sign-local = Подтвердите подпись
prompt-sign-command-line = Терминал просит подпись
prompt-sign-web-site = { $host } просит подпись
prompt-sign-qr-code = { $host } просит подпись по QR-коду
prompt-from-local = Tanba · начали вы сами
prompt-from-command-line = команда на этом компьютере
prompt-from-web-site = { $site } · страница в браузере
prompt-from-qr-code = { $host } · QR-код
prompt-documents = Документы на подпись
prompt-document-check = Сначала посмотрите документ в основном окне.
prompt-more-documents = { $count ->
    [one] ещё { $count } документ
    [few] ещё { $count } документа
   *[many] ещё { $count } документов
}
prompt-fewer-documents = Показать меньше
prompt-key = Ключ
prompt-no-key = Нет ключа, которым можно подписать этот документ. Добавьте ключ в основном окне.
prompt-password = Пароль ключа
prompt-password-hint = Вводится только в этом окне, нигде не сохраняется.
prompt-show-password = Показать пароль
prompt-hide-password = Скрыть пароль
prompt-caps-lock = Включён Caps Lock.
prompt-cyrillic = Включена кириллическая раскладка. Пароль ключа набирается латинскими буквами.
prompt-cancel = Отказаться
prompt-sign = Подписать
prompt-sign-many = { $count ->
    [one] Подписать { $count } документ
    [few] Подписать { $count } документа
   *[many] Подписать { $count } документов
}
prompt-code-title = Одноразовый код
prompt-code-wrong = Код неверен. Введите код, который пришёл последним.
prompt-code-confirm = Подтвердить
prompt-open-title = Пароль ключа
prompt-open = Открыть
prompt-new-title = Придумайте новый пароль
prompt-new = Сохранить
prompt-new-password = Новый пароль
prompt-new-again = Ещё раз
prompt-new-hint = Этот пароль нельзя восстановить. Храните его в надёжном месте.
prompt-new-refused = Этот пароль не подошёл. Придумайте другой.
prompt-rules = Правила для пароля
prompt-rule-length = 6–32 знака
prompt-rule-upper = заглавная латинская буква
prompt-rule-lower = строчная латинская буква
prompt-rule-digit = цифра
prompt-rule-same = оба одинаковы
prompt-rule-met = выполнено
prompt-rule-unmet = не выполнено
prompt-sending = Ответ отправлен
