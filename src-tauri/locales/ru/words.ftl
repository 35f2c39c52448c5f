# Подписи полей, заголовки и вопросы оболочек.

## Слова отчёта

label-signer = Подписал
label-common-name = Имя
label-iin = ИИН
label-bin = БИН
label-organisation = Организация
label-roles = Роли
label-treasury-role = Роль в Казначействе
label-treasury-code = Код Казначейства
label-system-id = OID системы
label-certificate = Сертификат
label-serial-number = Серийный номер
label-issuer = Кем выдан
label-subject = Кому выдан
label-valid-from = Действует с
label-valid-until = Действует до
label-key = Ключ
label-key-identifier = Идентификатор ключа
label-key-usage = Назначение ключа
label-key-storage = Хранилище ключа
label-algorithm = Алгоритм
label-fingerprint = Отпечаток SHA-256
label-policies = Политики
label-path = Цепочка сертификатов
label-trust-anchor = Доверенный центр
label-revocation = Отзыв
label-file = Файл
label-document = Документ
label-size = Размер
label-digest = Хеш
label-form = Формат
label-level = Уровень
label-packaging = Расположение
label-signed-at = Подписано
label-time-stamped-at = Метка времени
label-result = Результат
label-reason = Причина
label-details = Технические сведения
label-environment = Среда
label-warning = Предупреждение
label-error = Ошибка
label-todo = Что делать
label-written = Записано

environment-production = рабочая
environment-test = тестовая
environment-practice = для практики
packaging-attached = документ внутри подписи
packaging-detached = подпись отдельно от документа
packaging-enveloped = подпись внутри документа
revocation-good = не отозван
revocation-revoked = отозван: { $revoked_at } ({ revocation-reason })
revocation-unknown = неизвестно
revocation-not-needed = для доверенного центра не нужен

## Роли и хранилища ключей НУЦ

role-individual = физическое лицо
role-legal-entity = юридическое лицо
role-head = первый руководитель
role-signatory = право подписи
role-financial-signatory = право подписи финансовых документов
role-personnel = отдел кадров
role-employee = сотрудник
role-information-system = информационная система
role-nca-administrator = администратор НУЦ
role-nca-manager = менеджер НУЦ
role-nca-operator = оператор НУЦ
role-identified-in-person = личность установлена в центре обслуживания
role-identified-remotely = личность установлена дистанционно
role-identified-digital-id = личность установлена через Digital ID
role-treasury-client = клиент Казначейства
role-signing = подпись
role-authentication = вход
storage-pkcs12 = файл PKCS#12
storage-jks = файл JKS
storage-id-card = удостоверение личности
storage-kaztoken = Kaztoken
storage-etoken-72k = eToken Java 72K
storage-etoken-5110 = eToken 5110
storage-jacarta = JaCarta
storage-akey = aKey
storage-sim = SIM-карта
storage-cloud = облако
storage-unknown = неизвестно

## Ключи

keys-none = Ключи не найдены.
keys-found = { $count ->
    [one] Найден { $count } ключ
    [few] Найдено { $count } ключа
   *[many] Найдено { $count } ключей
}
key-state-open-needed = владелец станет виден после ввода пароля
key-state-valid = действует до { $expires_at }
key-state-expired = срок истёк { $expired_at }

## Подписание и проверка

ask-password = Пароль к { $file }:
ask-new-password = Новый пароль к { $file }:
ask-new-password-again = Новый пароль ещё раз:
ask-pin = PIN-код токена { $token }:
ask-so-pin = PIN-код администратора токена { $token }:
ask-new-pin = Новый PIN-код токена { $token }:
ask-new-so-pin = Новый PIN-код администратора токена { $token }:
ask-new-pin-again = Новый PIN-код ещё раз:
cli-pins-differ = PIN-коды не совпадают. Введите их ещё раз.
cli-pin-on-device = Введите PIN-код на самом устройстве { $token }.
password-wrong-again = { $tries ->
    [0] Пароль неверен.
    [one] Пароль неверен. Осталась { $tries } попытка.
    [few] Пароль неверен. Осталось { $tries } попытки.
   *[many] Пароль неверен. Осталось { $tries } попыток.
}
passwords-differ = Пароли не совпадают. Введите их ещё раз.
key-certified = Сертификат выдал { $name } ({ $url }).
key-resumed = Прерванная попытка завершена.
key-for-practice = Это ключ для практики: его подписи никого ни к чему не обязывают, им доверяют только с параметром --environment practice.
authority-first-contact = Этот центр встретился впервые, отныне ему доверяют в среде для практики. Сравните его отпечаток с тем, который показывает он сам.
signing-documents = { $count ->
    [one] Будет подписан { $count } документ
    [few] Будет подписано { $count } документа
   *[many] Будет подписано { $count } документов
}
signed = Подписано, уровень { $level }
extended = Метка времени добавлена
extracted = Документ извлечён
signatures-found = { $count ->
    [one] { $count } подпись
    [few] { $count } подписи
   *[many] { $count } подписей
}

## Почему новый PIN-код не подходит

pin-fault-too-short = Нужно не меньше { $min } символов.
pin-fault-too-long = Помещается не больше { $max } символов.
pin-fault-forbidden-character = Разрешены только латинские буквы и цифры.
pin-fault-no-letter = Нужна хотя бы одна латинская буква.
pin-fault-no-digit = Нужна хотя бы одна цифра.
pin-fault-run = Ряды вроде 123, 678 или abc не разрешены.
pin-fault-factory = Это заводской PIN-код, он известен всем.
pin-fault-unchanged = Это прежний PIN-код.
pin-fault-refused = Токен не принимает такой PIN-код.

## Токены

label-token = Токен
label-token-model = Модель
label-token-profile = Семейство
label-token-module = Модуль
label-token-memory = Свободная память
label-user-pin = PIN-код пользователя
label-so-pin = PIN-код администратора
pin-is-not-set = не задан
pin-is-good = в порядке
pin-is-count-low = осталось мало попыток; потом он заблокируется
pin-is-final-try = осталась одна попытка; ещё одна ошибка его заблокирует
pin-is-locked = заблокирован
pin-is-to-be-changed = его нужно сменить
cli-tokens-none = Ни один токен не подключён. Почему, скажет команда tanba doctor.
cli-token-unnamed = Токен без имени
cli-token-untried = на настоящем устройстве этого семейства не проверялось
cli-token-unfinished = незаконченная регистрация: { $authority }
cli-token-formatted = Токен отформатирован.
cli-token-labelled = Имя токена изменено.
cli-token-pin-changed = PIN-код изменён.
cli-token-pin-unblocked = Новый PIN-код пользователя задан.
cli-token-key-made = Ключ создан на токене.
cli-token-certificate-put = Сертификат записан на токен.
cli-token-deleted = Удалено с токена.

## История

history-empty = История пуста.
history-kind-signed = подписано
history-kind-extended = добавлена метка времени
history-kind-verified = проверено
history-kind-key-changed = изменён файл ключа
history-whole = { $count ->
    [one] История цела: { $count } запись.
    [few] История цела: { $count } записи.
   *[many] История цела: { $count } записей.
}
history-altered = Запись { $sequence } изменена.
history-removed = Записи перед номером { $sequence } удалены.
history-cut-off = { $count ->
    [one] С конца удалена { $count } запись.
    [few] С конца удалены { $count } записи.
   *[many] С конца удалено { $count } записей.
}
history-replaced = История подменена: последняя запись, известная хранилищу паролей, другая.
history-head-behind = Хранилище паролей знает только часть истории: последние записи (их { $count }) сделаны, когда оно было недоступно.
history-no-keyring = В этой системе нет хранилища паролей, поэтому удаление записей с конца заметить нельзя.
history-keyring-empty = Хранилище паролей ничего не знает об этой истории, поэтому прежнее удаление записей с конца заметить нельзя.

## Самопроверка

doctor-good = в порядке
doctor-missing = нет
doctor-trouble = требует внимания
doctor-store = База данных
doctor-history = История
doctor-keyring = Хранилище паролей системы
doctor-time = Часы
doctor-tsa = Служба меток времени
doctor-proxy = Прокси
doctor-trust = Доверенные центры
doctor-folders = Папки
doctor-language = Язык
doctor-version = Версия
doctor-modules = Модули токенов
doctor-module = Модуль токена
doctor-tokens = Токены
doctor-pcscd = Служба смарт-карт
doctor-reader = Считыватель
doctor-confinement = Изоляция программы

## Печатные листы и штампы

sheet-title = Лист подписи
report-title = Протокол проверки подписи
sheet-signature = Подпись { $number }
sheet-digest = SHA-256 файла
sheet-checked = Время проверки
sheet-note = Лист показывает, что было найдено при его составлении. Подпись доказывает только сам подписанный файл.
sheet-code = Подпись { $number }: хеш, подписавший и время
sheet-footer = Tanba { $version } · { $at }
stamp-heading = Подписано электронной подписью

## Заявки и личный кабинет

label-applicant = Заявитель
label-state = Состояние
label-revoked-at = Отозван
label-enrolment = Идентификатор
label-application = Номер заявки
label-come-until = Показать документы до
label-asked = Вопрос
label-holds = Ключ без сертификата
label-to-delete = Чтобы удалить его
label-to-go-on = Чтобы продолжить
enrolments-none = Незавершённых получений ключей нет.
enrolment-asks = Нужен ваш ответ
enrolment-ready = Можно продолжать
enrolment-finished = Ключи готовы
enrolment-refused = В заявке отказано
enrolment-rejected = Удостоверяющий центр отказал
enrolment-cancelled = Заявка отменена: срок истёк
enrolment-abandoned = Вы от него отказались
enrolment-waits-verification = Нужно показать документы в центре регистрации
enrolment-waits-head = Ожидается подпись первого руководителя
enrolment-waits-issuance = Сертификат выпускается
application-submitted = подана
application-awaiting-head = ожидает подписи первого руководителя
application-verified = проверена
application-issuing = сертификат выпускается
application-issued = сертификат выпущен
application-installed = сертификат установлен
application-refused = отказано
application-returned = возвращена на исправление
application-cancelled = отменена
asked-agreement = Принимаете ли вы пользовательское соглашение?
asked-applicant = Для кого ключ?
asked-contact = Как с вами связаться?
asked-storage = Где хранить ключ?
asked-old-key = Какой ключ обновить?
asked-revocation = Новый ключ проверен. Отозвать старый?
ask-code-renew = Код для обновления ключа, отправленный на { $to }:
ask-code-revoke = Код для отзыва сертификата, отправленный на { $to }:
certificate-revoked-now = Сертификат отозван
label-language = Язык писем
label-email-reminders = Напоминания по почте
setting-on = да
setting-off = нет
calendar-key-ends = { $holder }: истекает срок ключа
calendar-key-ends-detail = Сертификат действует до { $end }. До этого обновите ключ в Tanba старым ключом: приходить в центр не нужно.
