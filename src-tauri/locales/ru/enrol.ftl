# Получение ключей: заявка, её страница, установка.

## Разделы

nav-get-keys = Получить ключи
get-detail = Ключ первого руководителя или сотрудника: заявка отсюда, документы в центре регистрации, установка здесь же.
get-back = Все заявки
get-journeys = Мои заявки
get-start = Новая заявка
get-start-detail = До шести коротких экранов. Окно можно закрыть в любой момент: всё введённое сохранится.
get-empty = Где получать ключи, пока неизвестно
get-empty-detail = Укажите адрес удостоверяющего центра. Чтобы сначала попробовать, подайте заявку в центр для практики: он работает на этом компьютере и ни к чему не обязывает.
get-apply-here = Подать заявку
get-practise = Попробовать в центре для практики
get-other = Другой удостоверяющий центр
get-address = Адрес удостоверяющего центра
get-address-hint = Начинается с https://. Его сообщает сам центр.
get-authority = Удостоверяющий центр
get-meeting = Связываемся с удостоверяющим центром
get-meeting-detail = Центр для практики при первом запуске готовится до минуты.
get-draft = Заявка ещё не отправлена
get-draft-detail = Шаг { $step } из { $count } · введённое сохранено
get-draft-forget = Удалить черновик
get-draft-forget-detail = Введённые ответы будут удалены. В удостоверяющий центр ничего не отправлено.

## Шаги

form-title = Заявка на ключи
form-title-again = Исправление заявки
form-step = Шаг { $step } из { $count } · окно можно закрыть, введённое сохранится
form-step-template = Для кого ключ?
form-step-agreement = Пользовательское соглашение
form-step-applicant = Юридическое лицо
form-step-contact = Как с вами связаться?
form-step-storage = Где будет храниться ключ?
form-step-review = Проверьте заявку
form-next = Дальше
form-send = Создать ключ и подать заявку
form-send-again = Отправить исправленную заявку
form-sending = Создаём ключ и отправляем заявку
form-sending-detail = Пароль или PIN-код вводится в отдельном окне.
form-returned = Заявку вернули на исправление
form-refused = Это нужно указать иначе

form-for-head = Первый руководитель
form-for-head-detail = Полное право подписи от имени юридического лица.
form-for-employee = Сотрудник
form-for-employee-detail = Заявку сотрудника сначала подписывает первый руководитель.
form-for-system = Информационная система
form-for-system-detail = Ключ программы юридического лица. Заявку тоже подписывает первый руководитель.
form-right = Права сотрудника
form-system-name = Название информационной системы
form-system-id = OID системы
form-system-id-hint = Числа через точку, например 1.2.398.3.20.1. Если не знаете, оставьте поле пустым.
form-treasury-role = Роль в Казначействе
form-treasury-role-hint = ROLE и две цифры, например ROLE02. Если не знаете, оставьте поле пустым.
form-treasury-code = Код Казначейства
form-treasury-code-hint = KS и четыре цифры, например KS1234. Если не знаете, оставьте поле пустым.
form-head-first = После отправки заявка ждёт подписи первого руководителя в его личном кабинете. Только потом её рассмотрит центр регистрации.
template-head = Первый руководитель
template-right-to-sign = Право подписи
template-financial = Право подписи финансовых документов
template-hr = Сотрудник отдела кадров
template-employee = Сотрудник без права подписи
template-treasury = Пользователь «Казначейство-Клиент»
template-information-system = Информационная система
template-individual = Физическое лицо

form-accept = Я прочитал(а) соглашение и принимаю его
form-agreement-version = Редакция { $version }

form-bin = БИН
form-bin-hint = 12 цифр, из справки о государственной регистрации
form-looking = Ищем в базе данных юридических лиц
form-entity-head = Первый руководитель: { $head }
form-iin = ИИН сотрудника
form-iin-hint = 12 цифр, из удостоверения личности
form-iin-of-head = ИИН первого руководителя центр знает сам.

form-email = Электронная почта (необязательно)
form-email-hint = Сюда придут номер заявки, известие о решении и напоминания о сроке.
form-email-none = Без почты письма приходить не будут: следите за заявкой здесь, на странице «{ nav-get-keys }».
form-region = Регион
form-city = Город
form-choose = Выберите
form-city-hint = В центр регистрации этого города вы принесёте документы.

form-storage = Место хранения
form-storage-tokens = Токен найден сам. Ключ создаётся на нём и никогда его не покидает.
form-storage-none = Токена не видно. Вставьте его сейчас, он появится здесь сам.
form-storage-token-years = { $kind } · сертификат на 3 года
form-storage-gone = Сейчас не подключён
form-storage-folder = Папка на этом компьютере
form-storage-folder-detail = { $folder } · сертификат на 1 год
form-storage-warning = Файл на компьютере можно незаметно скопировать. Надёжнее токен: с него ключ не скопировать.
form-storage-other-folder = Выбрать другую папку
form-place-left = В прежнем месте создать ключ не удалось. Выберите другое, остальное сохранено.
form-make-there = Создать ключ здесь
form-storage-password = Пароль ключа придумаете сами. Если его забыть, восстановить ключ нельзя.

form-review-detail = Ключ создаётся на этом компьютере или на токене. В центр уходит только заявка.
form-change = Изменить
form-change-what = Изменить: { $what }
form-told-template = Ключ для
form-told-entity = Юридическое лицо
form-told-contact = Связь
form-told-storage = Хранение
form-told-email-none = без электронной почты

fault-template-missing = Выберите, для кого ключ.
fault-system-name-missing = Введите название информационной системы.
fault-system-id-malformed = OID – это не меньше трёх чисел через точку, например 1.2.398.3.20.1.
fault-treasury-role-malformed = Роль – это ROLE и две цифры, например ROLE02.
fault-treasury-code-malformed = Код – это KS и четыре цифры, например KS1234.
fault-agreement-missing = Без согласия заявку подать нельзя: отметьте его.
fault-bin-malformed = В БИН 12 цифр, и последняя проверяет остальные. Проверьте, нет ли опечатки.
fault-entity-missing = Дождитесь, пока юридическое лицо найдётся по БИН.
fault-iin-malformed = В ИИН 12 цифр, и последняя проверяет остальные. Проверьте, нет ли опечатки.
fault-email-malformed = Это не похоже на адрес почты. Исправьте его или оставьте поле пустым.
fault-region-missing = Выберите регион.
fault-city-missing = Выберите город.
fault-storage-missing = Выберите, где хранить ключ.

## Страница заявки

application-title = Заявка на ключи
application-number = Номер заявки
application-number-detail = Назовите его в центре регистрации
application-copy = Скопировать номер
application-stages = Ход заявки
application-stage-submitted = Заявка подана
application-stage-awaiting-head = Ждёт подписи первого руководителя
application-stage-verified = Проверена и одобрена
application-stage-issuing = Сертификат выпускается
application-stage-issued = Сертификат выпущен
application-stage-installed = Сертификат установлен
application-stage-refused = В заявке отказано
application-stage-returned = Возвращена на исправление
application-stage-cancelled = Отменена: срок истёк
application-until = Показать документы до { $date }
application-until-head = Подписать до { $date }
application-time-used = Прошедшая часть срока
application-refresh = Обновить
application-save = Сохранить заявку
application-print = Печать
application-file = Заявка { $number }
application-place = Ключ лежит
application-authority = Удостоверяющий центр
application-template = Ключ для
application-person = Юридическое лицо
application-about = Об этой заявке
application-begun = Начата
application-checked = Состояние обновляется само, пока Tanba открыта.

application-next-verification = Приходите с документами
application-next-verification-detail = Возьмите удостоверение личности, справку о государственной регистрации и распечатанную заявку. Центр регистрации сверит документы и одобрит заявку.
application-next-head = Ждём подпись первого руководителя
application-next-head-detail = Сообщите руководителю номер заявки. Он подписывает её в своём личном кабинете, после этого заявку рассмотрит центр регистрации.
application-next-issuance = Сертификат выпускается
application-next-issuance-detail = Обычно это занимает меньше минуты. Делать ничего не нужно.
application-next-install = Сертификаты готовы
application-next-install-detail = Осталось установить. Понадобится пароль, заданный при создании ключа, или PIN-код токена.
application-install = Установить сертификаты
application-installing = Сертификаты устанавливаются
application-going-on = Продолжаем заявку
application-next-broken = Продолжим с того места, где прервалось
application-next-broken-detail = Готовое сохранено: второй ключ и вторая заявка не появятся.
application-next-keys = Ключ ещё не создан
application-next-keys-detail = Продолжите, чтобы создать его в выбранном месте. Если там не получается, выберите другое: остальное сохранено.
application-next-place = Выберите другое место для ключа
application-next-place-detail = В прежнем месте ключ не создан. Остальные ответы сохранены.
application-next-asks = Нужен ваш ответ
application-next-asks-detail = Исправьте ответы и отправьте заявку снова. Ключ остаётся прежним.
application-elsewhere = Выбрать другое место
application-correct = Исправить
application-next-finished = Ключ готов
application-next-finished-detail = Сертификат установлен, пробная подпись сошлась. Ключ виден среди ваших ключей.
application-to-keys = Открыть ключи
application-next-refused = В заявке отказано
application-next-refused-detail = Заявку с этим номером изменить нельзя. Устраните причину и подайте новую.
application-next-rejected = Удостоверяющий центр отказал
application-next-cancelled = Заявка отменена
application-next-cancelled-detail = За отведённый месяц документы не показали. Подайте новую заявку, ответы займут пару минут.
application-next-abandoned = Вы отказались от этой заявки
application-next-abandoned-detail = Центр отменит её сам, когда истечёт срок.
application-reason = Причина
application-new = Новая заявка
application-holds = Что ещё осталось
holds-file = Ключ без сертификата, сохранён файлом
holds-folder = Ключ без сертификата в папке
holds-token = Ключ без сертификата на токене
holds-delete = Удалить ключи
holds-delete-title = Удалить ключи без сертификата?
holds-delete-detail = Восстановить их будет нельзя. Для ключа на токене понадобится PIN-код.
application-holds-application = Заявка { $number } в удостоверяющем центре
application-to-token = Открыть токен

abandon = Отказаться от заявки
abandon-title = Отказаться от этой заявки?
abandon-detail = Сертификат по ней уже не установить. Центр отменит заявку сам, когда истечёт срок.
abandon-keys = Что сделать с созданными для неё ключами?
abandon-keys-delete = Удалить
abandon-keys-delete-token = Понадобится PIN-код токена.
abandon-keys-delete-file = Подписать ключом без сертификата нельзя.
abandon-keys-keep = Сохранить
abandon-keys-keep-token = Они останутся в этом списке, удалить их можно позже.
abandon-keys-keep-file = Ключ станет видимым файлом в той же папке.

state-waits-verification = Ждёт документов
state-waits-head = Ждёт руководителя
state-waits-check = На проверке
state-revoke = Можно отозвать старый
state-waits-issuance = Выпускается
state-install = Можно установить
state-ready = Можно продолжить
state-asks = Нужен ответ
state-returned = Возвращена
state-finished = Готово
state-refused = Отказано
state-rejected = Отказано
state-cancelled = Отменена
state-abandoned = Вы отказались

moved-issued = Сертификаты готовы: { $name }
moved-returned = Заявку вернули на исправление: { $name }
moved-refused = В заявке отказано: { $name }
moved-cancelled = Заявка отменена: { $name }
moved-look = Посмотреть

need-install = Сертификаты готовы, их можно установить
need-waits-verification = Заявка ждёт документов
need-waits-head = Заявка ждёт подписи первого руководителя
need-waits-check = Центр проверяет обновление ключа
need-revoke = Новый ключ готов: старый можно отозвать
need-waits-issuance = Сертификат выпускается
need-ready = Получение ключа прервалось
need-asks = Заявка ждёт вашего ответа
need-returned = Заявку вернули на исправление
need-refused = В заявке отказано
need-rejected = Удостоверяющий центр отказал
need-cancelled = Заявка отменена
need-until = { $what } · до { $date }
need-install-do = Установить
need-correct = Исправить

operator-title = Практика: оператор тоже вы
operator-detail = На деле документы показывают в центре регистрации. На практике решаете вы сами, центр для практики записывает это в свой журнал.
operator-head = На деле заявку подписывает руководитель. На практике сначала получите ключ руководителя того же юридического лица: им вы подпишете заявку в личном кабинете.
operator-approve = Одобрить за оператора
operator-return = Вернуть
operator-refuse = Отказать
operator-return-title = Вернуть заявку?
operator-refuse-title = Отказать в заявке?
operator-reason-detail = Напишите причину от имени оператора центра для практики. Вы прочтёте её как заявитель.

root-detail = Если центр дал вам свой корневой сертификат, выберите его здесь. Иначе проверка идёт по тем, кому доверяет система.
root-choose = Выбрать корневой сертификат
root-subject = Кому выдан
root-fingerprint = Отпечаток (SHA-256)
root-until = Действует до
root-compare = Сверьте отпечаток с тем, что сообщил центр. Если они отличаются, не продолжайте.
root-without = Без этого сертификата
root-trust = Доверять и подать заявку

## Настройки: корневые сертификаты соединений

roots = Соединение с удостоверяющими центрами
roots-detail = Корневые сертификаты, по которым узнаётся сервер центра. В проверке подписей они не участвуют.
roots-none = Ни один не выбран: принимаются серверы, которым доверяет система. Корневой сертификат выбирают при подаче заявки на ключ.
roots-all = Все остальные центры
roots-unreadable = Этот корневой сертификат не читается. Пока он не заменён или не убран, соединения не будет.
roots-replace = Заменить
roots-replace-title = Заменить корневой сертификат?
roots-replace-detail = { $authority }: дальше сервер будет узнаваться только по новому сертификату.
roots-forget = Больше не доверять
roots-forget-title = Больше не доверять этому корневому сертификату?
roots-forget-detail = { $authority }: дальше сервер будет приниматься, только если ему доверяет система.
