# Оператор консолі.

## Жақтау

console-title = Оператор консолі
console-skip = Бет мазмұнына өту
console-navigation = Консоль бөлімдері
console-queue = Өтінімдер
console-certificates = Сертификаттар
console-audit = Аудит журналы
console-log-out = Шығу
console-log-in = Кіру
console-log-in-detail = Браузер оператор сертификатын көрсетті. Сеанс тек осы сертификатпен жарамды және 15 минут әрекетсіздіктен кейін аяқталады.
console-idle = Сеанс аяқталды: ұзақ уақыт әрекет болмады немесе ол басқа жерде аяқталды.
console-idle-kept = Жазып жатқан мәтініңіз сақталды.
console-left = Сіз шықтыңыз. Бұл компьютерді басқалар да пайдаланса, браузерді жабыңыз.
console-language = Тіл: { $language }
console-light = Ашық түс
console-dark = Күңгірт түс
console-refresh = Жаңарту
console-again = Қайталау
console-back = Барлық өтінім
console-cancel = Бас тарту
console-copied = Көшірілді
console-copy = Көшіру: { $label }

## Іздеу

console-search = Іздеу
console-search-applications = Нөмір, БСН, ЖСН, аты-жөні немесе олардың бөлігі
console-search-certificates = Сериялық нөмір, БСН, ЖСН, аты-жөні немесе олардың бөлігі
console-search-audit = Өтінім нөмірі, сериялық нөмір, оператордың аты немесе олардың бөлігі
console-nothing-found = Ештеңе табылмады
console-nothing-found-detail = Нөмірдің немесе аттың қысқарақ бөлігін іздеп көріңіз.
console-more = Тағы көрсету
console-stale = Орталықпен байланыс жоқ. Тізім { $at } күйі бойынша, байланыс қалпына келгенде өзі жаңарады.

## Өтінімдер

console-list-waiting = Сізді күтуде
console-list-awaiting-head = Басшыны күтуде
console-list-approved = Мақұлданған
console-list-closed = Жабылған
console-list-all = Барлығы
console-queue-empty = Мұнда әзірге ештеңе жоқ
console-queue-empty-detail = Жаңа өтінімдер берілген соң осында пайда болады.
console-submitted-on = { $at } берілді
console-expires = тексеру мерзімі: { $at }
console-renewal = Мерзімін ұзарту
console-stage-submitted = Күтуде
console-stage-awaiting-head = Басшы қол қояды
console-stage-verified = Мақұлданды
console-stage-issuing = Шығарылуда
console-stage-issued = Шығарылды
console-stage-installed = Орнатылды
console-stage-refused = Қабылданбады
console-stage-returned = Қайтарылды
console-stage-cancelled = Күші жойылды
console-template-head = Бірінші басшы
console-template-right-to-sign = Қол қою құқығы бар қызметкер
console-template-financial = Қаржы құжаттарына қол қою құқығы бар қызметкер
console-template-hr = Кадр бөлімінің қызметкері
console-template-employee = Қызметкер
console-template-treasury = Қазынашылық жүйесінің пайдаланушысы
console-template-information-system = Ақпараттық жүйе
console-template-individual = Жеке тұлға
console-template-any = Барлық үлгі
console-storage-pkcs12 = Файл
console-storage-kaztoken = Kaztoken
console-storage-etoken-72k = eToken PRO Java 72K
console-storage-etoken-5110 = eToken 5110
console-storage-jacarta = JaCarta
console-storage-akey = aKey

## Өтінім

console-checked = Не тексерілді
console-fact = Мәлімет
console-side-certificate = Сертификатта
console-side-registry = Қазір тізілімде
console-side-request = Кілт сұрауында
console-mark = Нәтиже
console-fact-bin = БСН
console-fact-organisation = Заңды тұлға
console-fact-head = Басшының ЖСН-і
console-fact-iin = ЖСН
console-fact-name = Тегі және аты
console-fact-patronymic = Әкесінің аты
console-fact-birth-date = Туған күні
console-fact-phone = Телефоны
console-fact-system-name = Жүйенің атауы
console-fact-system-id = Жүйенің OID-і
console-fact-treasury-role = Қазынашылықтағы рөлі
console-fact-treasury-code = Қазынашылық коды
console-fact-key = Кілт
console-mark-agrees = Сәйкес
console-mark-proven = Расталды
console-mark-differs = Сәйкес емес
console-mark-missing = Тізілімде жоқ
console-mark-noted = Назар аударыңыз
console-mark-unanswered = Жауап жоқ
console-wrong = { $count ->
    [one] { $count } мәлімет сәйкес келмейді. Шешім қабылдамас бұрын себебін анықтаңыз.
   *[other] { $count } мәлімет сәйкес келмейді. Шешім қабылдамас бұрын себебін анықтаңыз.
}
console-unanswered = Тізілім жауап бермейді
console-unanswered-detail = Мәліметтерді салыстыру мүмкін болмады. Қайта сұраңыз; жауапсыз мақұлдау аудит журналына жазылады.
console-late = Бұл өтінім бойынша шешім қабылданып қойған
console-late-detail = Қазіргі күйі: { $stage }, { $at }. Сіздің шешіміңіз қолданылған жоқ.
console-others = Осы адамға басқа да ашық өтінімдер бар: { $numbers }.
console-awaits-head = Өтінімге алдымен басшы жеке кабинетінде қол қояды. Оған дейін оны тек қабылдамауға немесе қайтаруға болады.
console-reason-given = Себебі
console-order = Өтінім
console-stages = Кезеңдер
console-number = Нөмірі
console-template = Үлгісі
console-storage = Кілт қоймасы
console-email = Эл. пошта
console-email-none = көрсетілмеген
console-applicant-language = Өтініш берушінің тілі
console-place = Облыс және қала
console-renews = Мерзімі ұзартылатын сертификат
console-expires-on = Тексеру мерзімі
console-approve = Мақұлдау
console-return = Қайтару
console-refuse = Қабылдамау
console-done-approve = Өтінім мақұлданды.
console-done-refuse = Өтінім қабылданбады, өтініш берушіге хабарланды.
console-done-return = Өтінім қайтарылды, өтініш берушіге хабарланды.
console-refuse-title = Өтінімді қабылдамау
console-refuse-detail = Өтінім біржола жабылады. Өтініш беруші себебін оқиды.
console-return-title = Өтінімді қайтару
console-return-detail = Өтініш беруші себебін оқып, түзетіп, қайта өтінім береді.
console-despite = Сонда да мақұлдау
console-despite-title = Тексеру аяқталмаған өтінімді мақұлдау
console-despite-detail = Мына мәліметтер расталмады:
console-despite-sure = Мен бұл мәліметтерді басқа жолмен тексердім
console-despite-told = Аудит журналына осы мәліметтер расталмай мақұлданғаны және оны кім мақұлдағаны жазылады.
console-reason = Себебі
console-reason-own = Тек өз сөзіңізбен
console-words = Өз сөзіңізбен: { $language }
console-words-applicant = Өтініш берушінің тілі. Басқа тілде бос қалса, сонда да осы сөздер тұрады.
console-applicant-reads = Өтініш беруші оқитын мәтін: { $language }

## Сертификаттар

console-state-valid = Жарамды
console-state-expired = Мерзімі өткен
console-state-revoked = Кері қайтарылған
console-state-unfinished = Аяқталмаған
console-valid-until = Жарамдылық мерзімі: { $at }
console-revoked-since = { $at } кері қайтарылды: { $reason }
console-revoke = Кері қайтару
console-revoke-title = Сертификатты кері қайтару
console-revoke-detail = Бұл әрекетті болдырмау мүмкін емес. OCSP мұны бірден, келесі тізім де хабарлайды; иесіне хат жіберіледі.
console-done-revoke = Сертификат кері қайтарылды.
console-revocation-unspecified = ерекше себепсіз
console-revocation-key-compromise = кілт бөтен қолға түскен болуы мүмкін
console-revocation-affiliation-changed = аты-жөні немесе жұмыс орны өзгерді
console-revocation-superseded = жаңа сертификат шығарылды
console-revocation-cessation-of-operation = енді қажет емес
console-revocation-privilege-withdrawn = құқығы алып тасталды
console-revocation-ca-compromise = орталықтың кілті бөтен қолға түскен болуы мүмкін
console-revocation-certificate-hold = тоқтатыла тұрды
console-revocation-remove-from-crl = тізімнен алынды
console-revocation-aa-compromise = атрибуттар орталығының кілті бөтен қолға түскен болуы мүмкін

## Аудит журналы

console-audit-detail = Әр жазбада алдыңғысының хеші бар. Браузер бүкіл тізбекті қайта есептейді.
console-audit-reading = { $count ->
    [one] { $count } жазба есептелді
   *[other] { $count } жазба есептелді
}
console-audit-stopped = Тексеру тоқтатылды: { $count } жазба есептелді
console-stop = Тоқтату
console-audit-again = Қайта тексеру
console-audit-whole = { $count ->
    [one] Тізбек бүтін: { $count } жазба
   *[other] Тізбек бүтін: { $count } жазба
}
console-audit-head = Соңғы хеш: { $hash }
console-audit-broken = { $count ->
    [one] Тізбек { $count } жерден үзілген
   *[other] Тізбек { $count } жерден үзілген
}
console-audit-broken-todo = Дерекқорға тимеңіз де, серверді жүргізетін адамға хабарлаңыз.
console-fault-gap = № { $sequence } жазба жоқ.
console-fault-unlinked = № { $sequence } жазба алдыңғысымен жалғаспайды: екеуінің бірі өзгертілген.
console-fault-changed = № { $sequence } жазба кейін өзгертілген.
console-look = Көрсету
console-audit-records = Сертификаттар туралы жазбалар журналмен сәйкес.
console-audit-untold = Жазбалар мен журнал сәйкес келмейді
console-audit-untold-of = { $serial } сертификаты туралы журналда дерекқордағыдай айтылмаған.
console-audit-newest = Ең соңғыларына
console-audit-before = № { $number } жазбаға дейінгілер көрсетілген.
console-link-holds = Бүтін
console-link-broken = Үзілген
console-link-open = Әлі тексерілмеді
console-event = Оқиға
console-event-any = Кез келген оқиға
console-event-founded = Куәландырушы орталық құрылды
console-event-opened = Орталық жұмысын бастады
console-event-ceremony = Түбір кілті пайдаланылды
console-event-invited = Шақыру берілді
console-event-certificate-prepared = Сертификат дайындалды
console-event-certificate-refused = Сертификат тексерістен өтпеді
console-event-certificate-signed = Сертификатқа қол қойылды
console-event-certificate-published = Сертификат жарияланды
console-event-certificate-revoked = Сертификат кері қайтарылды
console-event-application-submitted = Өтінім берілді
console-event-application-verified = Өтінім мақұлданды
console-event-application-refused = Өтінім қабылданбады
console-event-application-returned = Өтінім қайтарылды
console-event-application-cancelled = Өтінімнің күші жойылды
console-event-application-issued = Өтінім бойынша сертификаттар шығарылды
console-event-application-installed = Сертификаттар орнатылды
console-event-session-opened = Жеке кабинетке кіру
console-event-code-sent = Бір реттік код жіберілді
console-event-settings-kept = Кабинет баптаулары өзгертілді
console-event-registry-imported = Тізілім толтырылды
console-event-tls-authority-made = TLS орталығы құрылды
console-event-operator-made = Оператор тағайындалды
console-event-operator-revoked = Оператордың өкілеттігі тоқтатылды
console-event-operator-logged-in = Оператор кірді
console-event-operator-logged-out = Оператор шықты
console-event-crl-issued = Кері қайтару тізімі шығарылды
console-detail-bin = БСН
console-detail-by = кім
console-detail-certificate = сертификат
console-detail-channel = арна
console-detail-count = саны
console-detail-findings = ескертулер
console-detail-fingerprint = саусақ ізі
console-detail-issuer = шығарушы
console-detail-kind = түрі
console-detail-name = аты
console-detail-number = өтінім нөмірі
console-detail-office = мақсаты
console-detail-operator = оператор
console-detail-purpose = не үшін
console-detail-reason = себебі
console-detail-root = түбір
console-detail-serial_number = сериялық нөмірі
console-detail-site = мекенжайы
console-detail-subject = иесі
console-detail-template = үлгісі
console-detail-token_hash = токен хеші
console-detail-despite = расталмаған мәліметтер

## Не болмай қалды

console-problem-application-unknown = Мұндай өтінім жоқ
console-todo-application-unknown = Нөмірін тексеріңіз.
console-problem-application-stage-wrong = Енді шешім қабылдауға болмайды
console-todo-application-stage-wrong = Шешімді басқа біреу қабылдады немесе мерзімі өтті. Өтінімді қайта қараңыз.
console-problem-certificate-revoked = Сертификат бұрын кері қайтарылған
console-todo-certificate-revoked = Тізімді қайта қараңыз.
console-problem-certificate-unknown = Мұндай сертификат жоқ
console-todo-certificate-unknown = Тізімді қайта қараңыз.
console-problem-checks-unsettled = Тексеру нәтижесі басқа болып шықты
console-todo-checks-unsettled = Салыстыруды қайта қараңыз да, содан кейін шешім қабылдаңыз.
console-problem-operator-unknown = Бұл сертификатпен кіруге болмайды
console-todo-operator-unknown = Оның күші жойылған немесе оны басқа орталық берген. Серверді жүргізетін адамнан жаңасын сұраңыз, браузерді жауып, соны таңдаңыз.
console-problem-reason-missing = Өтініш беруші себебін оқуы керек
console-todo-reason-missing = Себебін таңдаңыз немесе өтініш берушінің тілінде жазыңыз.
console-problem-session-expired = Сеанс аяқталды
console-todo-session-expired = Қайта кіріңіз.
console-problem-session-of-another = Сеанс басқа сертификатпен ашылған
console-todo-session-of-another = Браузер қазір көрсетіп тұрған сертификатпен кіріңіз.
console-problem-timed-out = Орталық уақытында жауап бермеді
console-todo-timed-out = Сәл күтіп, қайталаңыз.
console-problem-unreachable = Орталыққа қосылу мүмкін емес
console-todo-unreachable = Байланысты тексеріп, қайталаңыз.
console-problem-internal = Орталық мұны орындай алмады
console-todo-internal = Қайталап көріңіз. Болмаса, серверді жүргізетін адамға хабарлаңыз: себебі журналында.
