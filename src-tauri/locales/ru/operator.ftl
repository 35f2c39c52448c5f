# Консоль оператора.

## Рамка

console-title = Консоль оператора
console-skip = К содержанию страницы
console-navigation = Разделы консоли
console-queue = Заявки
console-certificates = Сертификаты
console-audit = Журнал аудита
console-log-out = Выйти
console-log-in = Войти
console-log-in-detail = Браузер предъявил сертификат оператора. Сеанс действует только с этим сертификатом и завершается через 15 минут бездействия.
console-idle = Сеанс завершён: долго не было действий, либо его завершили в другом месте.
console-idle-kept = То, что вы вводили, сохранилось.
console-left = Вы вышли. Закройте браузер, если этим компьютером пользуются другие.
console-language = Язык: { $language }
console-light = Светлое оформление
console-dark = Тёмное оформление
console-refresh = Обновить
console-again = Повторить
console-back = Все заявки
console-cancel = Отмена
console-copied = Скопировано
console-copy = Скопировать: { $label }

## Поиск

console-search = Поиск
console-search-applications = Номер, БИН, ИИН, имя или их часть
console-search-certificates = Серийный номер, БИН, ИИН, имя или их часть
console-search-audit = Номер заявки, серийный номер, имя оператора или их часть
console-nothing-found = Ничего не найдено
console-nothing-found-detail = Попробуйте более короткую часть номера или имени.
console-more = Показать ещё
console-stale = Нет связи с центром. Список на { $at }; он обновится сам, когда связь вернётся.

## Заявки

console-list-waiting = Ждут вас
console-list-awaiting-head = Ждут руководителя
console-list-approved = Одобрены
console-list-closed = Закрыты
console-list-all = Все
console-queue-empty = Здесь пока пусто
console-queue-empty-detail = Новые заявки появятся здесь после подачи.
console-submitted-on = подана { $at }
console-expires = срок проверки: { $at }
console-renewal = Продление
console-stage-submitted = Ждёт
console-stage-awaiting-head = Подпишет руководитель
console-stage-verified = Одобрена
console-stage-issuing = Выпускается
console-stage-issued = Выпущена
console-stage-installed = Установлена
console-stage-refused = Отклонена
console-stage-returned = Возвращена
console-stage-cancelled = Отменена
console-template-head = Первый руководитель
console-template-right-to-sign = Сотрудник с правом подписи
console-template-financial = Сотрудник с правом подписи финансовых документов
console-template-hr = Сотрудник отдела кадров
console-template-employee = Сотрудник
console-template-treasury = Пользователь системы Казначейства
console-template-information-system = Информационная система
console-template-individual = Физическое лицо
console-template-any = Все шаблоны
console-storage-pkcs12 = Файл
console-storage-kaztoken = Kaztoken
console-storage-etoken-72k = eToken PRO Java 72K
console-storage-etoken-5110 = eToken 5110
console-storage-jacarta = JaCarta
console-storage-akey = aKey

## Заявка

console-checked = Что проверено
console-fact = Сведения
console-side-certificate = В сертификате
console-side-registry = В реестре сейчас
console-side-request = В запросе ключа
console-mark = Итог
console-fact-bin = БИН
console-fact-organisation = Юридическое лицо
console-fact-head = ИИН руководителя
console-fact-iin = ИИН
console-fact-name = Фамилия и имя
console-fact-patronymic = Отчество
console-fact-birth-date = Дата рождения
console-fact-phone = Телефон
console-fact-system-name = Название системы
console-fact-system-id = OID системы
console-fact-treasury-role = Роль в Казначействе
console-fact-treasury-code = Код Казначейства
console-fact-key = Ключ
console-mark-agrees = Совпадает
console-mark-proven = Подтверждён
console-mark-differs = Расходится
console-mark-missing = Нет в реестре
console-mark-noted = Взгляните
console-mark-unanswered = Нет ответа
console-wrong = { $count ->
    [one] Не сходится { $count } пункт. Выясните причину, прежде чем решать.
    [few] Не сходятся { $count } пункта. Выясните причину, прежде чем решать.
   *[other] Не сходятся { $count } пунктов. Выясните причину, прежде чем решать.
}
console-unanswered = Реестр не отвечает
console-unanswered-detail = Сравнить сведения не удалось. Запросите ещё раз; одобрение без ответа попадёт в журнал аудита.
console-late = По этой заявке уже принято решение
console-late-detail = Сейчас: { $stage }, { $at }. Ваше решение не принято.
console-others = На того же человека есть другие открытые заявки: { $numbers }.
console-awaits-head = Сначала заявку подписывает руководитель в личном кабинете. До этого её можно только отклонить или вернуть.
console-reason-given = Причина
console-order = Заявка
console-stages = Этапы
console-number = Номер
console-template = Шаблон
console-storage = Хранилище ключа
console-email = Эл. почта
console-email-none = не указана
console-applicant-language = Язык заявителя
console-place = Область и город
console-renews = Продлевает сертификат
console-expires-on = Проверить до
console-approve = Одобрить
console-return = Вернуть
console-refuse = Отклонить
console-done-approve = Заявка одобрена.
console-done-refuse = Заявка отклонена, заявителю сообщено.
console-done-return = Заявка возвращена, заявителю сообщено.
console-refuse-title = Отклонить заявку
console-refuse-detail = Заявка закрывается окончательно. Заявитель прочтёт причину.
console-return-title = Вернуть заявку
console-return-detail = Заявитель прочтёт причину, исправит и подаст заявку снова.
console-despite = Всё равно одобрить
console-despite-title = Одобрить без полной проверки
console-despite-detail = Эти сведения не подтверждены:
console-despite-sure = Эти сведения проверены другим способом
console-despite-told = В журнал аудита попадёт, что эти сведения не были подтверждены и кто одобрил заявку.
console-reason = Причина
console-reason-own = Только своими словами
console-words = Своими словами: { $language }
console-words-applicant = Язык заявителя. Если на другом языке пусто, там будут эти же слова.
console-applicant-reads = Заявитель прочтёт: { $language }

## Сертификаты

console-state-valid = Действует
console-state-expired = Истёк
console-state-revoked = Отозван
console-state-unfinished = Не завершён
console-valid-until = Действует до { $at }
console-revoked-since = Отозван { $at }: { $reason }
console-revoke = Отозвать
console-revoke-title = Отозвать сертификат
console-revoke-detail = Отменить отзыв нельзя. OCSP сообщит о нём сразу, следующий список тоже; владелец получит письмо.
console-done-revoke = Сертификат отозван.
console-revocation-unspecified = без особой причины
console-revocation-key-compromise = ключ мог попасть в чужие руки
console-revocation-affiliation-changed = изменилось имя или место работы
console-revocation-superseded = выпущен новый сертификат
console-revocation-cessation-of-operation = больше не нужен
console-revocation-privilege-withdrawn = отозвано право
console-revocation-ca-compromise = ключ центра мог попасть в чужие руки
console-revocation-certificate-hold = приостановлен
console-revocation-remove-from-crl = снят со списка
console-revocation-aa-compromise = ключ центра атрибутов мог попасть в чужие руки

## Журнал аудита

console-audit-detail = Каждая запись хранит хеш предыдущей. Браузер заново вычисляет всю цепочку.
console-audit-reading = { $count ->
    [one] Вычислена { $count } запись
    [few] Вычислены { $count } записи
   *[other] Вычислено { $count } записей
}
console-audit-stopped = { $count ->
    [one] Проверка остановлена: вычислена { $count } запись
    [few] Проверка остановлена: вычислены { $count } записи
   *[other] Проверка остановлена: вычислено { $count } записей
}
console-stop = Остановить
console-audit-again = Проверить снова
console-audit-whole = { $count ->
    [one] Цепочка цела: { $count } запись
    [few] Цепочка цела: { $count } записи
   *[other] Цепочка цела: { $count } записей
}
console-audit-head = Последний хеш: { $hash }
console-audit-broken = { $count ->
    [one] Цепочка разорвана в { $count } месте
   *[other] Цепочка разорвана в { $count } местах
}
console-audit-broken-todo = Не трогайте базу данных и сообщите тому, кто ведёт сервер.
console-fault-gap = Нет записи № { $sequence }.
console-fault-unlinked = Запись № { $sequence } не продолжает предыдущую: одну из двух изменили.
console-fault-changed = Запись № { $sequence } изменили после внесения.
console-look = Показать
console-audit-records = Записи о сертификатах согласуются с журналом.
console-audit-untold = Записи и журнал расходятся
console-audit-untold-of = О сертификате { $serial } журнал говорит не то, что база данных.
console-audit-newest = К последним
console-audit-before = Показаны записи до № { $number }.
console-link-holds = Цела
console-link-broken = Разорвана
console-link-open = Ещё не проверена
console-event = Событие
console-event-any = Любое событие
console-event-founded = Создан удостоверяющий центр
console-event-opened = Центр начал работу
console-event-ceremony = Использован ключ корня
console-event-invited = Выдано приглашение
console-event-certificate-prepared = Подготовлен сертификат
console-event-certificate-refused = Сертификат не прошёл проверку
console-event-certificate-signed = Подписан сертификат
console-event-certificate-published = Опубликован сертификат
console-event-certificate-revoked = Отозван сертификат
console-event-application-submitted = Подана заявка
console-event-application-verified = Заявка одобрена
console-event-application-refused = Заявка отклонена
console-event-application-returned = Заявка возвращена
console-event-application-cancelled = Заявка отменена
console-event-application-issued = Выпущены сертификаты по заявке
console-event-application-installed = Сертификаты установлены
console-event-session-opened = Вход в личный кабинет
console-event-code-sent = Отправлен одноразовый код
console-event-settings-kept = Изменены настройки кабинета
console-event-registry-imported = Заполнен реестр
console-event-tls-authority-made = Создан центр для TLS
console-event-operator-made = Назначен оператор
console-event-operator-revoked = Оператор отозван
console-event-operator-logged-in = Оператор вошёл
console-event-operator-logged-out = Оператор вышел
console-event-crl-issued = Выпущен список отзыва
console-detail-bin = БИН
console-detail-by = кто
console-detail-certificate = сертификат
console-detail-channel = канал
console-detail-count = количество
console-detail-findings = замечания
console-detail-fingerprint = отпечаток
console-detail-issuer = издатель
console-detail-kind = вид
console-detail-name = имя
console-detail-number = номер заявки
console-detail-office = назначение
console-detail-operator = оператор
console-detail-purpose = для чего
console-detail-reason = причина
console-detail-root = корень
console-detail-serial_number = серийный номер
console-detail-site = адрес
console-detail-subject = владелец
console-detail-template = шаблон
console-detail-token_hash = хеш токена
console-detail-despite = не подтверждено

## Что не получилось

console-problem-application-unknown = Такой заявки нет
console-todo-application-unknown = Проверьте номер.
console-problem-application-stage-wrong = Решать уже нечего
console-todo-application-stage-wrong = Решение принял кто-то другой, либо срок истёк. Посмотрите заявку заново.
console-problem-certificate-revoked = Сертификат уже отозван
console-todo-certificate-revoked = Посмотрите список заново.
console-problem-certificate-unknown = Такого сертификата нет
console-todo-certificate-unknown = Посмотрите список заново.
console-problem-checks-unsettled = Итог проверки изменился
console-todo-checks-unsettled = Посмотрите сравнение заново и решите после этого.
console-problem-operator-unknown = По этому сертификату войти нельзя
console-todo-operator-unknown = Он отозван или выдан другим центром. Попросите новый у того, кто ведёт сервер, закройте браузер и выберите его.
console-problem-reason-missing = Заявитель должен прочесть причину
console-todo-reason-missing = Выберите причину или напишите её на языке заявителя.
console-problem-session-expired = Сеанс завершён
console-todo-session-expired = Войдите снова.
console-problem-session-of-another = Сеанс открыт с другим сертификатом
console-todo-session-of-another = Войдите с тем сертификатом, который браузер предъявляет сейчас.
console-problem-timed-out = Центр не ответил вовремя
console-todo-timed-out = Подождите немного и повторите.
console-problem-unreachable = Центр недоступен
console-todo-unreachable = Проверьте соединение и повторите.
console-problem-internal = Центр не смог этого сделать
console-todo-internal = Повторите. Если не поможет, сообщите тому, кто ведёт сервер: причина в его журнале.
