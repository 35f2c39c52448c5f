application-received-subject = Заявка { $number } принята
application-received =
    Ваша заявка на ключи электронной подписи принята. Номер заявки: { $number }.

    Придите в пункт регистрации с удостоверением личности и документами организации до { $until }. Заявка, не подтверждённая к этому дню, аннулируется.

    Состояние заявки всегда можно посмотреть в Tanba.
application-awaits-head-subject = Заявка { $number } ждёт подписи руководителя
application-awaits-head =
    Ваша заявка на ключи электронной подписи принята. Номер заявки: { $number }.

    Первый руководитель организации должен подписать её в личном кабинете до { $until }. Неподписанная к этому дню заявка аннулируется.
application-verified-subject = Заявка { $number } подтверждена
application-verified = Заявка { $number } проверена и подтверждена. Регистрационные свидетельства выпускаются.
application-issued-subject = Регистрационные свидетельства по заявке { $number } готовы
application-issued =
    Регистрационные свидетельства по заявке { $number } готовы.

    Откройте Tanba на том компьютере, с которого подавали заявку: программа установит их к вашим ключам.
application-refused-subject = В заявке { $number } отказано
application-refused =
    В заявке { $number } отказано.

    Причина: { $reason }
application-returned-subject = Заявка { $number } возвращена
application-returned =
    Заявка { $number } возвращена вам.

    Что исправить: { $reason }

    Исправьте и подайте заявку снова: всё введённое Tanba помнит.
application-cancelled-subject = Заявка { $number } аннулирована
application-cancelled = Заявка { $number } аннулирована: её не подтвердили в течение месяца. Вы можете подать новую.
code-renew-subject = Код для продления ключей
code-renew = Код для продления ключей электронной подписи: { $code }. Код действует { $minutes } минут. Никому его не сообщайте.
code-renew-sms = { $code } — код для продления ключей ЭЦП. Никому его не сообщайте.
code-revoke-subject = Код для отзыва свидетельства
code-revoke = Код для отзыва регистрационного свидетельства: { $code }. Код действует { $minutes } минут. Никому его не сообщайте.
code-revoke-sms = { $code } — код для отзыва свидетельства ЭЦП. Никому его не сообщайте.
certificate-expires-subject = Ваш ключ электронной подписи действует до { $until }
certificate-expires =
    Ключ электронной подписи ({ $name }) действует до { $until }.

    Продлите его в Tanba, пока он действует: приходить никуда не нужно.
certificate-expires-sms = Ваш ключ ЭЦП действует до { $until }. Продлите его в Tanba, приходить никуда не нужно.
certificate-revoked-subject = Регистрационное свидетельство отозвано
certificate-revoked =
    Регистрационное свидетельство { $serial } ({ $name }) отозвано. Подписи, поставленные им после этого, недействительны.

    Если это сделали не вы, немедленно обратитесь в удостоверяющий центр.

reason-documents-missing = Не хватает документа. Принесите удостоверение личности и документы организации.
reason-data-mismatch = Данные в заявке не совпадают с документами.
reason-not-authorised = Из документов не видно, что вы вправе действовать от имени этой организации.
reason-identity-not-confirmed = Не удалось подтвердить вашу личность.
reason-duplicate = На эти же ключи есть другая заявка.
reason-not-certifiable = Для этого ключа нельзя выпустить свидетельство. Создайте новые ключи и подайте заявку снова.
reason-head-refused = Руководитель организации отклонил заявку.

form-title = Заявка на ключи электронной подписи
form-application = Заявка
form-number = Номер
form-submitted = Подана
form-until = Подтвердить до
form-organisation = Юридическое лицо
form-name = Наименование
form-bin = БИН
form-applicant = Чьи ключи
form-person = Фамилия, имя
form-iin = ИИН
form-template = Шаблон
form-system-name = Название информационной системы
form-treasury-role = Роль в Казначействе
form-treasury-code = Код Казначейства
form-system-id = Объектный идентификатор системы (OID)
form-place = Регион и город
form-email = Электронная почта
form-keys = Ключи
form-storage = Хранилище
form-digest = SHA-256 запроса
form-agreement = Пользовательское соглашение
form-bring = Придите в пункт регистрации с этой заявкой, удостоверением личности и документами организации.
form-head = Первый руководитель организации подписывает эту заявку в личном кабинете.
form-signature = Подпись заявителя: ____________________    Дата: ____________
form-qr = Номер заявки
form-footer = Tanba · учебный центр: никого ни к чему не обязывает
template-head = Первый руководитель
template-right-to-sign = Сотрудник с правом подписи
template-financial = Сотрудник с правом подписи финансовых документов
template-hr = Сотрудник отдела кадров
template-employee = Сотрудник организации
template-treasury = Пользователь системы Казначейства
template-information-system = Информационная система
template-individual = Физическое лицо
storage-pkcs12 = Компьютер (файл)
storage-kaztoken = Kaztoken
storage-etoken-72k = eToken PRO 72K
storage-etoken-5110 = eToken 5110
storage-jacarta = JaCarta
storage-akey = aKey
