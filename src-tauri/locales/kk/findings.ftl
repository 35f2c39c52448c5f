# Тексеру нәтижелері, ескертулер және жұмыс кезеңдері.

revocation-reason = { $reason ->
    [key-compromise] кілт бөтен қолға түскен болуы мүмкін
    [ca-compromise] куәландырушы орталықтың кілті бөтен қолға түскен болуы мүмкін
    [affiliation-changed] иесі туралы мәліметтер өзгерген
    [superseded] жаңа сертификатпен ауыстырылған
    [cessation-of-operation] енді қажет емес
    [certificate-hold] тоқтатыла тұрған
    [remove-from-crl] тізімнен алынған
    [privilege-withdrawn] өкілеттік қайтарып алынған
    [aa-compromise] атрибуттар орталығының кілті бөтен қолға түскен болуы мүмкін
   *[unspecified] себебі көрсетілмеген
}

## Тексеру нәтижелері

finding-valid = Қолтаңба дұрыс. Қол қойылғаннан кейін құжат өзгермеген.
finding-certificate-trusted = Сертификат жарамды, сенімді орталықтан берілген және қайтарып алынбаған.
finding-valid-when-signed = Қол қойылған сәтте қолтаңба жарамды болған. Сертификат мерзімі кейін аяқталған: { $expired_at }.
finding-valid-before-revocation = Қол қойылған сәтте қолтаңба жарамды болған. Сертификат кейін қайтарып алынған: { $revoked_at } ({ revocation-reason }).
finding-time-stamped = Уақыт белгісі қолтаңбаның мына уақытта болғанын дәлелдейді: { $at }. Кім берген: { $authority }.
finding-signing-time-claimed = Қол қоюшының айтуы бойынша қол қойылған уақыт: { $at }. Оны растайтын ештеңе жоқ.
finding-content-changed = Құжат қол қойылғаннан кейін өзгертілген немесе басқа құжатқа қол қойылған.
finding-signature-broken = Қолтаңба осы құжат пен сертификатқа сәйкес келмейді.
finding-content-missing = Қол қойылған құжат көрсетілмеген, сондықтан салыстыру мүмкін болмады.
finding-content-appended = Осы қолтаңбадан кейін құжатқа бірдеңе қосылған. Қосылған бөлік қолтаңбамен қорғалмаған.
finding-covers-part = Қолтаңба құжаттың бір бөлігін ғана қамтиды: { $part }.
finding-signature-wrapped = Құжат оның бір бөлігіне қол қойылып, басқа бөлігі оқылатындай етіп құрастырылған. Оған сенбеңіз.
finding-structure-broken = Қолтаңба бүлінген немесе дұрыс құрастырылмаған.
finding-algorithm-weak = Қолтаңба ескірген, енді сенімсіз алгоритмге сүйенеді: { $algorithm }.
finding-algorithm-unsupported = Қолтаңбада қолдау көрсетілмейтін алгоритм пайдаланылған: { $algorithm }.
finding-signer-certificate-missing = Қолтаңбада қол қоюшының сертификаты жоқ, сондықтан кім қол қойғаны белгісіз.
finding-signer-certificate-mismatch = Қолтаңбада оны жасаған сертификат емес, басқа сертификат көрсетілген. Оған сенбеңіз.
finding-signer-certificate-unbound = Қол қойылған бөлікте қолтаңбаның сертификаты аталмаған. Бұл CAdES, XAdES немесе PAdES емес.
finding-certificate-expired = Сертификаттың жарамдылық мерзімі өтіп кеткен: { $expired_at }. Құжатқа бұған дейін қол қойылғанын дәлелдейтін ештеңе жоқ.
finding-certificate-not-yet-valid = Сертификаттың жарамдылық мерзімі әлі басталмаған. Мерзімнің басы: { $begins_at }.
finding-certificate-revoked = Сертификат қайтарып алынған: { $revoked_at } ({ revocation-reason }). Құжатқа бұған дейін қол қойылғанын дәлелдейтін ештеңе жоқ.
finding-path-expired = Сертификаттың жарамдылық мерзімі өтіп кеткен: { $expired_at }.
finding-path-revoked = Сертификат қайтарып алынған: { $revoked_at } ({ revocation-reason }).
finding-issuer-revoked = «{ $issuer }» куәландырушы орталығының сертификаты қайтарып алынған: { $revoked_at } ({ revocation-reason }).
finding-issuer-out-of-bounds = «{ $issuer }» орталығы сертификатының мерзімі өткен немесе әлі басталмаған.
finding-certificate-not-for-signing = Сертификат құжаттарға қол қою үшін берілмеген.
finding-test-certificate = Бұл сынақ сертификаты. Қолтаңбаның заңды күші жоқ.
finding-practice-certificate = Бұл жаттығу қолтаңбасы. Оның заңды күші жоқ.
finding-practice-certificate-elsewhere = Бұл – жаттығу қолтаңбасы: ол ешкімге міндет жүктемейді, басқа орталарда оған сенім жоқ. Оны жаттығу орталығы белгілі компьютерде, жаттығу ортасында тексеруге болады.
finding-issuer-not-trusted = Сертификат сенімді куәландырушы орталыққа апармайды. Табылған соңғы орталық: { $issuer }.
finding-path-constraints-broken = Қол қоюшы мен сенімді орталық арасындағы сертификаттардың бірі өзіне белгіленген ережені бұзады.
finding-revocation-unknown-offline = Сертификаттың қайтарып алынған-алынбағаны белгісіз: тексеру байланыссыз жүргізілді.
finding-revocation-unknown = Сертификаттың қайтарып алынған-алынбағаны белгісіз: бірде-бір қызмет сенімді жауап бермеді.
finding-revocation-stale = Қайтарып алу туралы мәлімет тым ескі.
finding-time-stamp-broken = Уақыт белгісі бүлінген немесе басқа қолтаңбаға тиесілі.
finding-time-stamp-not-trusted = Уақыт белгісі қызметіне сенім жоқ: { $authority }.
finding-times-out-of-order = Қолтаңбада көрсетілген уақыттар бір-біріне қайшы келеді.

## ETSI EN 319 102-1 көрсеткіштері

indication-TOTAL-PASSED = Қолтаңба жарамды
indication-TOTAL-FAILED = Қолтаңба жарамсыз
indication-INDETERMINATE = Қолтаңбаны толық тексеру мүмкін болмады

sub-indication-FORMAT_FAILURE = қолтаңбаның құрылымы талаптарға сай емес
sub-indication-HASH_FAILURE = құжат қолтаңбаға сәйкес келмейді
sub-indication-SIG_CRYPTO_FAILURE = қолтаңбаның мәні қол қоюшының кілтіне сәйкес келмейді
sub-indication-REVOKED = қол қойылған сәтте сертификат қайтарып алынған болатын
sub-indication-EXPIRED = қол қойылған сәтте сертификаттың мерзімі өтіп кеткен болатын
sub-indication-NOT_YET_VALID = қол қойылған сәтте сертификаттың мерзімі әлі басталмаған болатын
sub-indication-SIG_CONSTRAINTS_FAILURE = қолтаңба өзіне қойылған талаптарға сай емес
sub-indication-CHAIN_CONSTRAINTS_FAILURE = сертификаттар тізбегі қойылған талаптарға сай емес
sub-indication-CERTIFICATE_CHAIN_GENERAL_FAILURE = сертификаттар тізбегін тексеру мүмкін болмады
sub-indication-CRYPTO_CONSTRAINTS_FAILURE = алгоритм немесе кілт ұзындығы жеткілікті сенімді емес
sub-indication-POLICY_PROCESSING_ERROR = қолтаңба саясатын өңдеу мүмкін болмады
sub-indication-SIGNATURE_POLICY_NOT_AVAILABLE = қолтаңба саясаты қолжетімсіз
sub-indication-TIMESTAMP_ORDER_FAILURE = уақыт белгілерінің реті мүмкін емес
sub-indication-NO_SIGNING_CERTIFICATE_FOUND = қол қоюшының сертификаты табылмады
sub-indication-NO_CERTIFICATE_CHAIN_FOUND = сенімді орталыққа апаратын тізбек табылмады
sub-indication-REVOKED_NO_POE = сертификат қайтарып алынған, ал қолтаңбаның одан бұрын жасалғанын дәлелдейтін ештеңе жоқ
sub-indication-REVOKED_CA_NO_POE = куәландырушы орталықтың сертификаты қайтарып алынған, ал қолтаңбаның одан бұрын жасалғанын дәлелдейтін ештеңе жоқ
sub-indication-OUT_OF_BOUNDS_NOT_REVOKED = сертификаттың мерзімі өтіп кеткен немесе басталмаған; ол қайтарып алынбаған
sub-indication-OUT_OF_BOUNDS_NO_POE = сертификаттың мерзімі өтіп кеткен немесе басталмаған, ал қол қойылған уақытты дәлелдейтін ештеңе жоқ
sub-indication-REVOCATION_OUT_OF_BOUNDS_NO_POE = қайтарып алу мәліметтерін растайтын сертификаттың мерзімі өтіп кеткен
sub-indication-CRYPTO_CONSTRAINTS_FAILURE_NO_POE = алгоритм енді сенімсіз, ал қолтаңбаның бұрынырақ жасалғанын дәлелдейтін ештеңе жоқ
sub-indication-NO_POE = қолтаңбаның уақытында болғанын дәлелдейтін ештеңе жоқ
sub-indication-TRY_LATER = қайтарып алу туралы жеткілікті жаңа мәлімет әзірге жоқ
sub-indication-SIGNED_DATA_NOT_FOUND = қол қойылған құжат табылмады
sub-indication-NO_CERTIFICATE_CHAIN_FOUND_NO_POE = сол кезде сенімді болған орталыққа апаратын тізбек табылмады
sub-indication-CUSTOM = басқа себеп, толық мәліметтерді қараңыз

## Ескертулер

warning-key-expired = Бұл кілт сертификатының жарамдылық мерзімі өтіп кеткен: { $expired_at }.
warning-key-expires-soon = { $days ->
    [0] Бұл кілт сертификатының мерзімі бүгін аяқталады: { $expires_at }.
    [one] Бұл кілт сертификатының мерзімі { $days } күннен кейін аяқталады: { $expires_at }.
   *[other] Бұл кілт сертификатының мерзімі { $days } күннен кейін аяқталады: { $expires_at }.
}
warning-key-not-yet-valid = Бұл кілт сертификатының жарамдылық мерзімі әлі басталмаған. Мерзімнің басы: { $begins_at }.
warning-key-revoked = Бұл кілттің сертификаты қайтарып алынған: { $revoked_at } ({ revocation-reason }).
warning-authentication-only = Бұл кілт қол қоюға емес, жүйеге кіруге арналған. Алушылар мұндай қолтаңбаны қабылдамауы мүмкін.
warning-test-key = Бұл сынақ кілті. Оның қолтаңбаларының заңды күші жоқ.
warning-practice-key = Бұл жаттығу кілті. Оның қолтаңбаларының заңды күші жоқ.
warning-key-on-computer = Бұл кілт компьютердегі файлда жатыр: файлды көшіріп алған адам құпиясөзді таңдап көре алады. Токендегі кілтті көшіру мүмкін емес.
warning-software-token = Бұл құрылғы емес, бағдарламалық токен: ондағы кілттер осы компьютерде жатыр. Тек жаттығуға арналған.
warning-pin-count-low = PIN код қате енгізілген болатын, аз ғана әрекет қалды. Бұғатталған PIN кодты тек әкімші ашады.
warning-pin-final-try = Бір ғана әрекет қалды: PIN код тағы бір рет қате енгізілсе, бұғатталады.
warning-factory-pin = Бұл PIN код зауытта орнатылған және баршаға белгілі. Оны ауыстырыңыз.
warning-pin-weak = Жаңа PIN кодта 123 немесе abc сияқты тізбек бар, оны табу оңай.
warning-time-stamp-unavailable = Уақыт белгісін алу мүмкін болмады. Қолтаңба онсыз, B деңгейінде жасалды.
warning-trust-replaced = { $count ->
    [one] Тек сіз көрсеткен { $count } сертификатқа сенім артылады, кіріктірілгендері пайдаланылмайды.
   *[other] Тек сіз көрсеткен { $count } сертификатқа сенім артылады, кіріктірілгендері пайдаланылмайды.
}
warning-history-not-written = Қолтаңба жасалды, бірақ оны тарихқа жазу мүмкін болмады.
warning-store-replaced = Дерекқорды оқу мүмкін болмады. Ол { $path } ретінде сақталып, жаңасы басталды.

## Кезеңдер

stage-hashing = Оқу
stage-making-key = Кілт жасау
stage-signing = Қол қою
stage-time-stamping = Уақыт белгісін алу
stage-verifying = Тексеру
stage-fetching = Жүктеу
stage-writing = Жазу
