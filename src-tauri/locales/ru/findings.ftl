# Что показала проверка, предупреждения и этапы работы.

revocation-reason = { $reason ->
    [key-compromise] ключ мог попасть в чужие руки
    [ca-compromise] ключ удостоверяющего центра мог попасть в чужие руки
    [affiliation-changed] изменились сведения о владельце
    [superseded] заменён новым сертификатом
    [cessation-of-operation] больше не нужен
    [certificate-hold] приостановлен
    [remove-from-crl] исключён из списка
    [privilege-withdrawn] отозвано полномочие
    [aa-compromise] ключ центра атрибутов мог попасть в чужие руки
   *[unspecified] причина не указана
}

## Результаты проверки

finding-valid = Подпись верна. После подписания документ не менялся.
finding-certificate-trusted = Сертификат действителен, ведёт к доверенному центру и не отозван.
finding-valid-when-signed = В момент подписания подпись была действительна. Срок действия сертификата истёк позже: { $expired_at }.
finding-valid-before-revocation = В момент подписания подпись была действительна. Сертификат отозван позже: { $revoked_at } ({ revocation-reason }).
finding-time-stamped = Метка времени доказывает, что подпись уже существовала: { $at }. Кем выдана: { $authority }.
finding-signing-time-claimed = Время подписания со слов подписавшего: { $at }. Оно ничем не подтверждено.
finding-content-changed = Документ изменён после подписания, или подписан не этот документ.
finding-signature-broken = Подпись не соответствует этому документу и сертификату.
finding-content-missing = Подписанный документ не указан, поэтому сравнить его не с чем.
finding-content-appended = После этой подписи в документ что-то добавили. На добавленное подпись не распространяется.
finding-covers-part = Подпись охватывает только часть документа: { $part }.
finding-signature-wrapped = Документ устроен так, что подписана одна его часть, а читается другая. Не полагайтесь на него.
finding-structure-broken = Подпись повреждена или составлена неправильно.
finding-algorithm-weak = Подпись опирается на устаревший, уже ненадёжный алгоритм: { $algorithm }.
finding-algorithm-unsupported = Подпись использует алгоритм, который не поддерживается: { $algorithm }.
finding-signer-certificate-missing = В подписи нет сертификата подписавшего, поэтому неизвестно, кто подписал.
finding-signer-certificate-mismatch = В подписи указан не тот сертификат, которым она создана. Не полагайтесь на неё.
finding-signer-certificate-unbound = Подписанная часть не называет сертификат подписи. Это не CAdES, XAdES или PAdES.
finding-certificate-expired = Срок действия сертификата истёк: { $expired_at }. Ничто не доказывает, что документ подписан раньше.
finding-certificate-not-yet-valid = Срок действия сертификата ещё не начался. Начало срока: { $begins_at }.
finding-certificate-revoked = Сертификат отозван: { $revoked_at } ({ revocation-reason }). Ничто не доказывает, что документ подписан раньше.
finding-path-expired = Срок действия сертификата истёк: { $expired_at }.
finding-path-revoked = Сертификат отозван: { $revoked_at } ({ revocation-reason }).
finding-issuer-revoked = Сертификат удостоверяющего центра «{ $issuer }» отозван: { $revoked_at } ({ revocation-reason }).
finding-issuer-out-of-bounds = Срок сертификата центра «{ $issuer }» истёк или ещё не наступил.
finding-certificate-not-for-signing = Сертификат выдан не для подписания документов.
finding-test-certificate = Это тестовый сертификат. Подпись не имеет юридической силы.
finding-practice-certificate = Это учебная подпись. Она не имеет юридической силы.
finding-practice-certificate-elsewhere = Это учебная подпись: она никого ни к чему не обязывает, и в других средах ей не доверяют. Её можно проверить в среде для практики на компьютере, где известен этот центр для практики.
finding-issuer-not-trusted = Сертификат не приводит к доверенному удостоверяющему центру. Последний найденный центр: { $issuer }.
finding-path-constraints-broken = Один из сертификатов между подписавшим и доверенным центром нарушает установленные для него правила.
finding-revocation-unknown-offline = Неизвестно, отозван ли сертификат: проверка шла без связи.
finding-revocation-unknown = Неизвестно, отозван ли сертификат: ни одна служба не дала надёжного ответа.
finding-revocation-stale = Сведения об отзыве слишком старые.
finding-time-stamp-broken = Метка времени повреждена или относится к другой подписи.
finding-time-stamp-not-trusted = Нет доверия к службе меток времени: { $authority }.
finding-times-out-of-order = Указанные в подписи моменты времени противоречат друг другу.

## Показатели ETSI EN 319 102-1

indication-TOTAL-PASSED = Подпись действительна
indication-TOTAL-FAILED = Подпись недействительна
indication-INDETERMINATE = Подпись не удалось проверить полностью

sub-indication-FORMAT_FAILURE = строение подписи не соответствует требованиям
sub-indication-HASH_FAILURE = документ не соответствует подписи
sub-indication-SIG_CRYPTO_FAILURE = значение подписи не соответствует ключу подписавшего
sub-indication-REVOKED = в момент подписания сертификат был отозван
sub-indication-EXPIRED = в момент подписания срок действия сертификата уже истёк
sub-indication-NOT_YET_VALID = в момент подписания срок действия сертификата ещё не начался
sub-indication-SIG_CONSTRAINTS_FAILURE = подпись не отвечает установленным для неё требованиям
sub-indication-CHAIN_CONSTRAINTS_FAILURE = цепочка сертификатов не отвечает установленным требованиям
sub-indication-CERTIFICATE_CHAIN_GENERAL_FAILURE = цепочку сертификатов проверить не удалось
sub-indication-CRYPTO_CONSTRAINTS_FAILURE = алгоритм или длина ключа недостаточно надёжны
sub-indication-POLICY_PROCESSING_ERROR = политику подписи обработать не удалось
sub-indication-SIGNATURE_POLICY_NOT_AVAILABLE = политика подписи недоступна
sub-indication-TIMESTAMP_ORDER_FAILURE = метки времени идут в невозможном порядке
sub-indication-NO_SIGNING_CERTIFICATE_FOUND = сертификат подписавшего не найден
sub-indication-NO_CERTIFICATE_CHAIN_FOUND = цепочка до доверенного центра не найдена
sub-indication-REVOKED_NO_POE = сертификат отозван, и ничто не доказывает, что подпись сделана раньше
sub-indication-REVOKED_CA_NO_POE = сертификат удостоверяющего центра отозван, и ничто не доказывает, что подпись сделана раньше
sub-indication-OUT_OF_BOUNDS_NOT_REVOKED = срок действия сертификата истёк или не начался; сертификат не отозван
sub-indication-OUT_OF_BOUNDS_NO_POE = срок действия сертификата истёк или не начался, и ничто не доказывает время подписания
sub-indication-REVOCATION_OUT_OF_BOUNDS_NO_POE = истёк срок сертификата, подтверждающего сведения об отзыве
sub-indication-CRYPTO_CONSTRAINTS_FAILURE_NO_POE = алгоритм уже ненадёжен, и ничто не доказывает, что подпись сделана раньше
sub-indication-NO_POE = ничто не доказывает, что подпись вовремя существовала
sub-indication-TRY_LATER = достаточно свежих сведений об отзыве пока нет
sub-indication-SIGNED_DATA_NOT_FOUND = подписанный документ не найден
sub-indication-NO_CERTIFICATE_CHAIN_FOUND_NO_POE = цепочка до центра, которому тогда доверяли, не найдена
sub-indication-CUSTOM = другая причина, смотрите подробности

## Предупреждения

warning-key-expired = Срок действия сертификата этого ключа истёк: { $expired_at }.
warning-key-expires-soon = { $days ->
    [0] Срок действия сертификата этого ключа истекает сегодня: { $expires_at }.
    [one] Срок действия сертификата этого ключа истекает через { $days } день: { $expires_at }.
    [few] Срок действия сертификата этого ключа истекает через { $days } дня: { $expires_at }.
   *[many] Срок действия сертификата этого ключа истекает через { $days } дней: { $expires_at }.
}
warning-key-not-yet-valid = Срок действия сертификата этого ключа ещё не начался. Начало срока: { $begins_at }.
warning-key-revoked = Сертификат этого ключа отозван: { $revoked_at } ({ revocation-reason }).
warning-authentication-only = Этот ключ предназначен для входа, а не для подписи. Получатели могут не принять такую подпись.
warning-test-key = Это тестовый ключ. Его подписи не имеют юридической силы.
warning-practice-key = Это учебный ключ. Его подписи не имеют юридической силы.
warning-key-on-computer = Этот ключ лежит в файле на компьютере: скопировав файл, к нему можно подбирать пароль. С токена ключ не скопировать.
warning-software-token = Это не устройство, а программный токен: его ключи лежат на этом компьютере. Только для упражнений.
warning-pin-count-low = PIN-код уже вводили неверно, попыток осталось мало. Заблокированный PIN-код откроет только администратор.
warning-pin-final-try = Осталась одна попытка: ещё одна ошибка заблокирует PIN-код.
warning-factory-pin = Этот PIN-код заводской и известен всем. Смените его.
warning-pin-weak = В новом PIN-коде есть ряд вроде 123 или abc, его легко угадать.
warning-time-stamp-unavailable = Метку времени получить не удалось. Подпись сделана без неё, на уровне B.
warning-trust-replaced = { $count ->
    [one] Доверие только к { $count } указанному вами сертификату, встроенные не используются.
    [few] Доверие только к { $count } указанным вами сертификатам, встроенные не используются.
   *[many] Доверие только к { $count } указанным вами сертификатам, встроенные не используются.
}
warning-history-not-written = Подпись сделана, но записать её в историю не удалось.
warning-store-replaced = Не удалось прочитать базу данных. Она отложена как { $path }, и начата новая.

## Этапы

stage-hashing = Чтение
stage-making-key = Создание ключа
stage-signing = Подписание
stage-time-stamping = Получение метки времени
stage-verifying = Проверка
stage-fetching = Загрузка
stage-writing = Запись
