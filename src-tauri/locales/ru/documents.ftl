# Документы: подписание, проверка, история.

nav-sign = Подписать
nav-verify = Проверить
nav-history = История

document-kind-pdf = PDF
document-kind-xml = XML
document-kind-image = Изображение
document-kind-text = Текст
document-kind-cms = Файл подписи
document-kind-other = Файл

documents-open = Открыть
documents-sheet = Лист для печати…
documents-sheet-name = лист-подписания
documents-written = Записано: { $file }

## Просмотр

preview-of = Документ: { $name }
preview-page = Страница { $page } из { $count }
preview-previous = Предыдущая страница
preview-next = Следующая страница
preview-zoom-in = Крупнее
preview-zoom-out = Мельче
preview-cut = Это только начало файла. Чтобы увидеть остальное, откройте его.
preview-nothing = Этот файл нельзя показать здесь
preview-nothing-detail = { $kind }, { $size }. Прежде чем подписать, откройте его в своей программе.

## Подписание

sign-detail = Один документ или сразу целая папка
sign-empty = Перетащите сюда документы, которые нужно подписать
sign-empty-detail = PDF, XML, любой файл, целая папка
sign-choose = Выбрать файлы
sign-choose-folder = Выбрать папку
sign-stays = Документы и ключ не покидают этот компьютер.
sign-documents = { $count ->
    [one] { $count } документ
    [few] { $count } документа
   *[other] { $count } документов
}
sign-pages = { $count ->
    [one] { $count } страница
    [few] { $count } страницы
   *[other] { $count } страниц
}
sign-add = Добавить
sign-add-folder = Добавить папку
sign-clear = Очистить список
sign-remove = Убрать из списка: { $name }
sign-already = уже подписан
sign-later = { $count ->
    [one] { $count } файл отложен до следующего подписания.
    [few] { $count } файла отложены до следующего подписания.
   *[other] { $count } файлов отложены до следующего подписания.
}

sign-key-ask = Выберу при подписании
sign-key-ask-detail = Ключ и пароль спросит отдельное окно
sign-no-key = Чтобы подписать, нужен ключ
sign-no-key-detail = Добавьте файл ключа или получите учебный ключ.
sign-to-keys = К ключам
sign-allow-expired = Подписать, хотя срок ключа истёк
sign-allow-expired-detail = Большинство получателей такую подпись не примет.

sign-wishes = Как подписать
sign-form-automatic = Формат выбирается сам
sign-form-automatic-detail = В PDF — внутри документа, у остальных — отдельным файлом подписи. Обычно это и нужно.
sign-form-pades = Внутри PDF
sign-form-pades-detail = Документ и подпись — один файл.
sign-form-detached = Отдельным файлом
sign-form-detached-detail = Документ не меняется, подпись ложится рядом. Отправляйте оба файла.
sign-form-attached = Документ внутри подписи
sign-form-attached-detail = Один файл, но, чтобы прочесть документ, его нужно извлечь.
sign-form-xml = Внутри XML
sign-form-xml-detail = Для XML-документов, которых ждут государственные системы.
sign-form-unsuited = Подходит не всем документам списка
sign-time-automatic = метка времени по возможности
sign-time-automatic-detail = Если служба ответит, метка времени будет добавлена. Если нет — подпись всё равно будет.
sign-time-always = метка времени обязательна
sign-time-always-detail = Без метки времени документ не будет подписан.
sign-time-none = без метки времени
sign-time-none-detail = Сеть не нужна. Подпись стареет вместе с сертификатом.
sign-folder = Куда записать результат
sign-folder-beside = рядом с документом
sign-folder-chosen = в папку «{ $folder }»
sign-folder-choose = Изменить
sign-folder-reset = Записать рядом с документом

sign-visible = Показать подпись на странице
sign-visible-detail = Выберите место: перетащите рамку или сдвиньте её стрелками.
sign-visible-all = { $count ->
    [one] В { $count } документе PDF на выбранном месте.
    [few] Во всех { $count } документах PDF на одном месте.
   *[other] Во всех { $count } документах PDF на одном месте.
}
sign-visible-here = Поставить на страницу { $page }
sign-place = Страница { $page }: слева { $left } %, сверху { $top } %, ширина { $width } %, высота { $height } %
sign-place-name = Место подписи на странице
sign-place-how = Стрелки двигают, Shift со стрелками меняет размер, PageUp и PageDown переносят на другую страницу.
stamp-heading = Подписано электронной цифровой подписью
stamp-signer = Имя подписавшего

sign-button = { $count ->
    [0] Подписать
    [one] Подписать { $count } документ
    [few] Подписать { $count } документа
   *[other] Подписать { $count } документов
}
sign-left-out = { $count ->
    [one] { $count } файл нельзя подписать, он будет пропущен.
    [few] { $count } файла нельзя подписать, они будут пропущены.
   *[other] { $count } файлов нельзя подписать, они будут пропущены.
}
sign-asking = Ожидается ваше подтверждение в отдельном окне
sign-going = Подписано { $done } из { $count }
sign-going-one = Документ подписывается
sign-progress = Ход подписания
sign-cancel = Остановить
sign-results = Результат по каждому документу
sign-fate-waiting = Ждёт очереди
sign-fate-working = Подписывается
sign-fate-signed = Подписан
sign-fate-failed = Не подписан
sign-level-B = без метки времени
sign-level-T = с меткой времени
sign-level-LT = с меткой времени и данными проверки
sign-level-LTA = с архивной меткой времени
sign-done = { $count ->
    [0] Ни один документ не подписан
    [one] Подписан { $count } документ
    [few] Подписаны { $count } документа
   *[other] Подписано { $count } документов
}
sign-done-beside = Результат лежит рядом с документом.
sign-done-folder = Результат в папке { $folder }
sign-failed = { $count ->
    [one] { $count } документ не подписан, причина указана ниже.
    [few] { $count } документа не подписаны, причины указаны ниже.
   *[other] { $count } документов не подписаны, причины указаны ниже.
}
sign-left = { $count ->
    [one] До { $count } документа очередь не дошла.
   *[other] До { $count } документов очередь не дошла.
}
sign-retry = { $count ->
    [1] Повторить неподписанный
   *[other] Повторить неподписанные ({ $count })
}
sign-rest = { $count ->
    [1] Подписать оставшийся
   *[other] Подписать оставшиеся ({ $count })
}
sign-more = Подписать другие документы
sign-verify = Проверить

## Проверка

verify-detail = Кто и когда подписал и не изменился ли документ
verify-empty = Перетащите сюда подписанный файл
verify-empty-detail = PDF или XML с подписью, .cms, .p7s, .sig
verify-stays = Документ никуда не отправляется. По сети запрашивается только состояние сертификата.
verify-more = Проверить ещё
verify-clear = Очистить список
verify-files = { $count ->
    [one] { $count } файл
    [few] { $count } файла
   *[other] { $count } файлов
}
verify-remove = Убрать из списка: { $name }
verify-busy = Проверяется
verify-busy-file = Проверяется «{ $name }»
verify-waits = Ждёт очереди
verify-not-run = Проверка файла «{ $name }» остановлена.
verify-again = Проверить снова
verify-working = Выполняется

verify-verdict-TOTAL-PASSED = { $count ->
    [1] Подпись действительна
   *[other] Все подписи действительны
}
verify-verdict-TOTAL-FAILED = { $count ->
    [1] Подпись недействительна
   *[other] Есть недействительная подпись
}
verify-verdict-INDETERMINATE = { $count ->
    [1] Нельзя решить, действительна ли подпись
   *[other] Нельзя решить, действительны ли все подписи
}
verify-means-TOTAL-PASSED = Документ не менялся с момента подписания, сертификату подписавшего можно верить.
verify-means-TOTAL-FAILED = Не полагайтесь на этот документ. Попросите подписавшего прислать новый.
verify-means-INDETERMINATE = Это не значит, что подпись недействительна: для решения чего-то не хватает. Чего именно — сказано ниже.
verify-chip-TOTAL-PASSED = Действительна
verify-chip-TOTAL-FAILED = Недействительна
verify-chip-INDETERMINATE = Не решено
verify-chip-failed = Не проверено
verify-compared = сравнено с документом { $document }
verify-checked-at = проверено { $at }
verify-practice = Это учебная подпись
verify-practice-detail = Её признаёт только учебный центр на этом компьютере. Юридической силы у неё нет.
verify-signer-unknown = Подписавший неизвестен
verify-when-proven = — подтверждено меткой времени
verify-when-claimed = — время со слов подписавшего
verify-when-unknown = Время подписания не указано
verify-chain = Цепочка сертификатов
verify-chain-detail = Кто ручается за подписавшего
verify-chain-issuer = Удостоверяющий центр
verify-chain-valid = Действует: { $from } – { $until }
verify-chain-none = Цепочка до доверенного центра не найдена.
verify-revocation-good = Не отозван
verify-revocation-revoked = Отозван
verify-revocation-unknown = Неизвестно, отозван ли
verify-revocation-not-needed = Проверять отзыв не нужно
verify-revoked-at = Отозван
verify-form-cms = CMS (CAdES)
verify-form-pdf = PDF (PAdES)
verify-form-xml = XML (XAdES)
verify-level-none = нет
verify-missing = Покажите подписанный документ
verify-missing-detail = Подпись лежит отдельно от документа. Рядом документа не нашлось, поэтому сравнить её не с чем.
verify-missing-other = «{ $document }» — не тот документ. Покажите другой.
verify-missing-choose = Показать документ
verify-sign-instead = Подписать этот документ
verify-unavailable = { $count ->
    [one] { $count } служба не ответила
    [few] { $count } службы не ответили
   *[other] { $count } служб не ответили
}
verify-report = Сохранить отчёт (PDF)
verify-report-json = Сохранить отчёт для программ (JSON)
verify-report-name = отчёт-о-проверке
verify-extend = Добавить метку времени
verify-extended = Метка времени добавлена: { $file }
verify-extract = Извлечь документ

## История

history-detail = Что подписано и проверено на этом компьютере
history-empty-detail = Здесь записывается каждое подписание и каждая проверка. Изменить запись незаметно нельзя.
history-empty-sign = Подписать документ
history-list = Записи, новые сверху
history-search = Поиск в истории
history-search-hint = Название, подписавший, хеш
history-search-clear = Очистить поиск
history-found = { $count ->
    [one] Найдена { $count } запись
    [few] Найдены { $count } записи
   *[other] Найдено { $count } записей
}
history-none = Ничего не найдено
history-none-detail = Нет записей, где есть «{ $words }».
history-check = Проверить целостность
history-checking = Проверяется целостность истории
history-not-whole = История изменена
history-more-faults = { $count ->
    [one] и ещё { $count } нарушение
    [few] и ещё { $count } нарушения
   *[other] и ещё { $count } нарушений
}
history-at = Время
history-what = Действие
history-number = Номер записи
history-verify = Проверить подпись
