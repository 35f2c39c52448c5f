# Сроки ключей и личный кабинет.

nav-renewals = Сроки ключей
nav-account = Личный кабинет
renewals-title = Сроки ключей
renewals-detail = { $count ->
    [0] У всех ключей в запасе больше месяца
    [one] { $count } ключ истекает в течение месяца
    [few] { $count } ключа истекают в течение месяца
   *[many] { $count } ключей истекают в течение месяца
}
renewals-today = Сегодня
renewals-lasts = Срок действия: { $from } – { $to }
renewals-days-left = { $days ->
    [0] Истекает сегодня
    [one] Остался { $days } день
    [few] Осталось { $days } дня
   *[many] Осталось { $days } дней
}
renewals-ended-at = Истёк { $date }
renewals-empty = Нет ключей с известным сроком
renewals-empty-detail = Срок ключа появится здесь, когда вы хотя бы раз им подпишете.
renewals-unopened = { $count ->
    [one] Ещё { $count } ключ здесь не открывали: его срок неизвестен.
    [few] Ещё { $count } ключа здесь не открывали: их срок неизвестен.
   *[many] Ещё { $count } ключей здесь не открывали: их срок неизвестен.
}
renewals-to-keys = К ключам
renewals-calendar = В календарь
renewals-calendar-name = сроки-ключей.ics
renewals-not-here-token = Токен не подключён
renewals-not-here-file = Файл сейчас недоступен
renewals-bring-token = Чтобы обновить, подключите токен.
renewals-bring-file = Чтобы обновить, подключите носитель с файлом ключа.
renewals-verb-sign = Обновить
renewals-verb-apply = Получить новый ключ
renewals-verb-go-on = Продолжить
renewals-verb-revoke = Отозвать старый
renewals-verb-look = Спросить центр
renewals-way-check = Срок истёк, но ещё 30 дней ключ можно обновить им же: центр заново проверит данные, после чего вы установите новый ключ здесь.
renewals-way-apply = Этим ключом обновить уже нельзя. Подайте заявку на новый ключ и покажите документы в центре регистрации.
renewals-way-elsewhere = Обновляется там, где выдан: { $issuer }.
renewals-way-nothing = Его заменил новый ключ, делать ничего не нужно.
renew-title = Обновить ключ
renew-detail = Будет создан новый ключ, запрос подпишет старый. В центр идти не нужно. Старый ключ остаётся действующим, пока вы его не отзовёте.
renew-secret-file = Пароль спросят один раз: у нового ключа он останется прежним. Затем введёте код, который придёт на телефон или почту.
renew-secret-token = PIN-код спросят один раз. Затем введёте код, который придёт на телефон или почту.
renew-secret-file-token = Спросят пароль старого ключа и PIN-код токена. Затем введёте код, который придёт на телефон или почту.
renew-secret-token-folder = Спросят PIN-код токена, и вы придумаете пароль для нового ключа. Затем введёте код, который придёт на телефон или почту.
renew-secret-two-tokens = PIN-код каждого токена спросят один раз. Затем введёте код, который придёт на телефон или почту.
renew-place = Где хранить новый ключ
renew-place-same = Там же, где старый
renew-place-folder = В другой папке
renew-place-folder-choose = Вы выберете папку
renew-place-token = Токен: { $token }
renew-place-token-detail = Ключ не покидает токен
renew-authority = Удостоверяющий центр
renew-working = Ключ обновляется
renew-working-detail = Если прервётся, ничего не пропадёт: продолжите отсюда.
renew-revoking = Старый ключ отзывается
renew-done = Новый ключ готов и проверен подписью
renew-done-detail = Теперь старый ключ можно отозвать. Отозванным ключом больше не подписать, прежние подписи остаются в силе.
renew-revoke = Отозвать старый ключ
renew-later = Позже
renew-revoked = Старый ключ отозван
renew-waits = Центр проверяет данные
renew-waits-detail = Заявка { $number }. После одобрения установите новый ключ здесь.
renew-broken-off = Обновление прервано
renew-failed = Центр отказал в обновлении
renew-stop = Отказаться от обновления
renew-stop-title = Отказаться от обновления?
renew-stop-detail = Старый ключ останется как есть.
renew-move = Где создать новый ключ?
renew-given-up = От обновления отказались
renew-given-up-detail = После него остались ключи без сертификата.
need-renew = Обновить

## Личный кабинет

account-enter = Войти в кабинет
account-enter-title = Всё, что выдано вам, в одном месте
account-enter-detail = Для входа вы подписываете запрос ключом. Сеанс хранится только в программе и завершается, когда окно закрыто или экран заблокирован.
account-authority = Удостоверяющий центр
account-other-authority = Другой адрес
account-address = Адрес центра
account-key = Ключ для входа
account-no-key = Для входа нужен ключ
account-no-key-detail = Подключите ключ, выданный этим центром, или получите новый.
account-leave = Выйти
account-until = Сеанс до { $time }
account-head = Первый руководитель
account-issued = Выданные сертификаты
account-issued-detail = Все, что выданы на ваше имя, где бы их ни получали. Если какой-то вам незнаком, сразу отзовите его.
account-staff = Сертификаты сотрудников
account-staff-detail = Отзовите сертификат сотрудника, который больше не работает.
account-here = На этом компьютере
account-elsewhere = Не на этом компьютере
account-not-me = Это не я
account-revoke = Отозвать
account-revoked = Сертификат отозван
account-valid-until = Действует до { $date }
account-expired-at = Истёк { $date }
account-revoked-at = Отозван { $date } · { $reason }
revoke-title = Отозвать сертификат
revoke-detail = { $holder } больше не сможет подписывать этим ключом. Отменить это нельзя. Для подтверждения придёт код.
revoke-this-one = Вы вошли с этим сертификатом: после отзыва сеанс завершится.
revoke-reason = Причина
revoke-key-compromise = Ключ мог попасть в чужие руки
revoke-key-compromise-detail = Потерян, украден, или сертификат получали не вы
revoke-superseded = Получен новый ключ
revoke-cessation-of-operation = Больше не нужен
revoke-affiliation-changed = Изменились данные
revoke-affiliation-changed-detail = Имя, организация или должность
revoke-privilege-withdrawn = Полномочия отозваны
account-applications = Заявки
account-to-sign = Ждут вашей подписи
account-to-sign-detail = Если подпишете заявку, сотрудник получит ключ от имени организации.
account-sign = Подписать
account-refuse = Отказать
account-signed = Заявка подписана
account-refused = В заявке отказано
refuse-title = Отказать в заявке
refuse-detail = { $name } увидит эту причину.
account-settings = Настройки
account-language = Язык писем и сообщений
account-reminders = Напоминать по почте до истечения срока
account-reminders-detail = За 30, 14 и 7 дней. SMS за 10 дней приходит всегда.
account-ended = Сеанс завершён. Чтобы продолжить, войдите снова.

## Одноразовый код

prompt-code-renew = Чтобы подтвердить обновление ключа, на { $to } отправлен код.
prompt-code-revoke = Чтобы подтвердить отзыв сертификата, на { $to } отправлен код.
prompt-code-label = Код
prompt-code-hint = Действует до { $time }. Никому не сообщайте код: сотрудники центра его не спрашивают.
