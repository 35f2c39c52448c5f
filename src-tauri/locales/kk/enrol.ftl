# Кілт алу: өтінім, оның беті, орнату.

## Бөлімдер

nav-get-keys = Кілт алу
get-detail = Бірінші басшының немесе қызметкердің кілті: өтінім осы жерден беріледі, құжаттар тіркеу орталығында көрсетіледі, кілт осында орнатылады.
get-back = Барлық өтінімдер
get-journeys = Менің өтінімдерім
get-start = Жаңа өтінім
get-start-detail = Ең көбі алты қысқа бет. Терезені кез келген сәтте жабуға болады: енгізгеніңіз сақталады.
get-empty = Кілтті қайдан алатыныңыз әзірге белгісіз
get-empty-detail = Куәландырушы орталықтың мекенжайын көрсетіңіз. Алдымен байқап көргіңіз келсе, жаттығу орталығына өтінім беріңіз: ол осы компьютерде жұмыс істейді және еш нәрсеге міндеттемейді.
get-apply-here = Өтінім беру
get-practise = Жаттығу орталығында байқап көру
get-other = Басқа куәландырушы орталық
get-address = Куәландырушы орталықтың мекенжайы
get-address-hint = https:// деп басталады. Оны орталықтың өзі хабарлайды.
get-authority = Куәландырушы орталық
get-meeting = Куәландырушы орталыққа қосылудамыз
get-meeting-detail = Жаттығу орталығы алғаш іске қосылғанда бір минутқа дейін дайындалады.
get-draft = Өтінім әлі жіберілген жоқ
get-draft-detail = { $count } қадамның { $step }-қадамы · енгізгеніңіз сақталған
get-draft-forget = Жобаны өшіру
get-draft-forget-detail = Енгізілген жауаптар өшіріледі. Куәландырушы орталыққа ештеңе жіберілген жоқ.

## Қадамдар

form-title = Кілт алуға өтінім
form-title-again = Өтінімді түзету
form-step = { $count } қадамның { $step }-қадамы · терезені жабуға болады, енгізгеніңіз сақталады
form-step-template = Кілт кімге керек?
form-step-agreement = Пайдаланушы келісімі
form-step-applicant = Заңды тұлға
form-step-contact = Сізбен қалай байланысуға болады?
form-step-storage = Кілт қайда сақталады?
form-step-review = Өтінімді тексеріңіз
form-next = Әрі қарай
form-send = Кілт жасап, өтінім беру
form-send-again = Түзетілген өтінімді жіберу
form-sending = Кілт жасалып, өтінім жіберілуде
form-sending-detail = Құпиясөз немесе PIN код бөлек терезеде теріледі.
form-returned = Өтінім түзетуге қайтарылды
form-refused = Мұны басқаша көрсету керек

form-for-head = Бірінші басшы
form-for-head-detail = Заңды тұлға атынан толық қол қою құқығы.
form-for-employee = Қызметкер
form-for-employee-detail = Қызметкердің өтініміне алдымен бірінші басшы қол қояды.
form-for-system = Ақпараттық жүйе
form-for-system-detail = Заңды тұлға бағдарламасының кілті. Бұл өтінімге де бірінші басшы қол қояды.
form-right = Қызметкердің құқығы
form-system-name = Ақпараттық жүйенің атауы
form-system-id = Жүйенің OID-і
form-system-id-hint = Нүктемен бөлінген сандар, мысалы, 1.2.398.3.20.1. Білмесеңіз, өрісті бос қалдырыңыз.
form-treasury-role = Қазынашылықтағы рөлі
form-treasury-role-hint = ROLE сөзі мен екі цифр, мысалы, ROLE02. Білмесеңіз, өрісті бос қалдырыңыз.
form-treasury-code = Қазынашылық коды
form-treasury-code-hint = KS әріптері мен төрт цифр, мысалы, KS1234. Білмесеңіз, өрісті бос қалдырыңыз.
form-head-first = Жіберілген өтінім бірінші басшының жеке кабинетінде оның қолын күтеді. Тіркеу орталығы оны содан кейін ғана қарайды.
template-head = Бірінші басшы
template-right-to-sign = Қол қою құқығы бар қызметкер
template-financial = Қаржы құжаттарына қол қою құқығы бар қызметкер
template-hr = Кадр бөлімінің қызметкері
template-employee = Қол қою құқығы жоқ қызметкер
template-treasury = «Қазынашылық-Клиент» пайдаланушысы
template-information-system = Ақпараттық жүйе
template-individual = Жеке тұлға

form-accept = Келісімді оқып шықтым және қабылдаймын
form-agreement-version = { $version } редакциясы

form-bin = БСН
form-bin-hint = Мемлекеттік тіркеу туралы анықтамадағы 12 цифр
form-looking = Заңды тұлғалар дерекқорынан ізделуде
form-entity-head = Бірінші басшы: { $head }
form-iin = Қызметкердің ЖСН-і
form-iin-hint = Жеке куәліктегі 12 цифр
form-iin-of-head = Бірінші басшының ЖСН-ін орталықтың өзі біледі.

form-email = Электрондық пошта (міндетті емес)
form-email-hint = Өтінім нөмірі, шешім туралы хабар және мерзім туралы ескертулер осында келеді.
form-email-none = Пошта көрсетілмесе, хат келмейді: өтінімді осы жердегі «{ nav-get-keys }» бетінен қадағалаңыз.
form-region = Өңір
form-city = Қала
form-choose = Таңдаңыз
form-city-hint = Құжаттарды осы қаланың тіркеу орталығына апарасыз.

form-storage = Сақтау орны
form-storage-tokens = Токен өзі табылды. Кілт сонда жасалады және одан ешқашан шықпайды.
form-storage-none = Токен көрінбейді. Оны қазір қосыңыз, осында өзі пайда болады.
form-storage-token-years = { $kind } · сертификат 3 жылға
form-storage-gone = Қазір қосылмаған
form-storage-folder = Осы компьютердегі қалта
form-storage-folder-detail = { $folder } · сертификат 1 жылға
form-storage-warning = Компьютердегі файлды білдірмей көшіріп алуға болады. Токен сенімдірек: одан кілтті көшіру мүмкін емес.
form-storage-other-folder = Басқа қалта таңдау
form-place-left = Бұрынғы орында кілт жасау мүмкін болмады. Басқасын таңдаңыз, қалғанының бәрі сақталған.
form-make-there = Кілтті осында жасау
form-storage-password = Кілттің құпиясөзін өзіңіз ойлап табасыз. Оны ұмытсаңыз, кілтті қалпына келтіру мүмкін емес.

form-review-detail = Кілт осы компьютерде немесе токенде жасалады. Орталыққа тек өтінім жіберіледі.
form-change = Өзгерту
form-change-what = Өзгерту: { $what }
form-told-template = Кілт иесі
form-told-entity = Заңды тұлға
form-told-contact = Байланыс
form-told-storage = Сақтау орны
form-told-email-none = электрондық поштасыз

fault-template-missing = Кілт кімге керек екенін таңдаңыз.
fault-system-name-missing = Ақпараттық жүйенің атауын енгізіңіз.
fault-system-id-malformed = OID – нүктемен бөлінген кемінде үш сан, мысалы, 1.2.398.3.20.1.
fault-treasury-role-malformed = Рөл ROLE сөзі мен екі цифрдан тұрады, мысалы, ROLE02.
fault-treasury-code-malformed = Код KS әріптері мен төрт цифрдан тұрады, мысалы, KS1234.
fault-agreement-missing = Келісімсіз өтінім беруге болмайды: белгі қойыңыз.
fault-bin-malformed = БСН 12 цифрдан тұрады, соңғысы қалғандарын тексереді. Қате басылмағанын қараңыз.
fault-entity-missing = Заңды тұлға БСН бойынша табылғанша күте тұрыңыз.
fault-iin-malformed = ЖСН 12 цифрдан тұрады, соңғысы қалғандарын тексереді. Қате басылмағанын қараңыз.
fault-email-malformed = Бұл пошта мекенжайына ұқсамайды. Түзетіңіз немесе өрісті бос қалдырыңыз.
fault-region-missing = Өңірді таңдаңыз.
fault-city-missing = Қаланы таңдаңыз.
fault-storage-missing = Кілт қайда сақталатынын таңдаңыз.

## Өтінім беті

application-title = Кілт алуға өтінім
application-number = Өтінім нөмірі
application-number-detail = Оны тіркеу орталығында айтыңыз
application-copy = Нөмірді көшіру
application-stages = Өтінімнің барысы
application-stage-submitted = Өтінім берілді
application-stage-awaiting-head = Бірінші басшының қолын күтуде
application-stage-verified = Тексеріліп, мақұлданды
application-stage-issuing = Сертификат шығарылуда
application-stage-issued = Сертификат шығарылды
application-stage-installed = Сертификат орнатылды
application-stage-refused = Өтінім қабылданбады
application-stage-returned = Түзетуге қайтарылды
application-stage-cancelled = Мерзімі өтіп, жойылды
application-until = Құжаттарды { $date } дейін көрсету керек
application-until-head = { $date } дейін қол қою керек
application-time-used = Мерзімінің өткен бөлігі
application-refresh = Жаңарту
application-save = Өтінімді сақтау
application-print = Басып шығару
application-file = { $number } өтінімі
application-place = Кілт тұрған жер
application-authority = Куәландырушы орталық
application-template = Кілт иесі
application-person = Заңды тұлға
application-about = Өтінім туралы
application-begun = Басталған уақыты
application-checked = Tanba ашық тұрғанда өтінімнің күйі өзі жаңарып отырады.

application-next-verification = Құжаттармен келіңіз
application-next-verification-detail = Жеке куәлікті, мемлекеттік тіркеу туралы анықтаманы және басып шығарылған өтінімді алыңыз. Тіркеу орталығы құжаттарды салыстырып, өтінімді мақұлдайды.
application-next-head = Бірінші басшының қолын күтудеміз
application-next-head-detail = Басшыға өтінімнің нөмірін айтыңыз. Ол өз жеке кабинетінде қол қояды, содан кейін өтінімді тіркеу орталығы қарайды.
application-next-issuance = Сертификат шығарылуда
application-next-issuance-detail = Әдетте бұған бір минут та кетпейді. Ештеңе істеудің қажеті жоқ.
application-next-install = Сертификаттар дайын
application-next-install-detail = Енді орнату ғана қалды. Кілт жасалғанда қойылған құпиясөз немесе токеннің PIN коды керек болады.
application-install = Сертификаттарды орнату
application-installing = Сертификаттар орнатылып жатыр
application-going-on = Өтінім жалғасып жатыр
application-next-broken = Үзілген жерінен жалғастырамыз
application-next-broken-detail = Дайын болғаны сақталған: екінші кілт те, екінші өтінім де пайда болмайды.
application-next-keys = Кілт әлі жасалған жоқ
application-next-keys-detail = Таңдалған орында жасау үшін жалғастырыңыз. Ол жерде мүмкін болмаса, басқа орын таңдаңыз: қалғанының бәрі сақталған.
application-next-place = Кілт үшін басқа орын таңдаңыз
application-next-place-detail = Бұрынғы орында кілт жасалған жоқ. Қалған жауаптарыңыз сақталды.
application-next-asks = Жауабыңыз керек
application-next-asks-detail = Жауаптарды түзетіп, өтінімді қайта жіберіңіз. Кілт бұрынғысынша қалады.
application-elsewhere = Басқа орын таңдау
application-correct = Түзету
application-next-finished = Кілт дайын
application-next-finished-detail = Сертификат орнатылды, сынақ қолтаңбасы дұрыс шықты. Кілт басқа кілттеріңіздің қатарында тұр.
application-to-keys = Кілттерді ашу
application-next-refused = Өтінім қабылданбады
application-next-refused-detail = Бұл нөмірлі өтінімді өзгертуге болмайды. Себебін жойып, жаңасын беріңіз.
application-next-rejected = Куәландырушы орталық бас тартты
application-next-cancelled = Өтінім жойылды
application-next-cancelled-detail = Берілген бір айда құжаттар көрсетілмеді. Жаңа өтінім беріңіз, оған бірер минут кетеді.
application-next-abandoned = Бұл өтінімнен бас тарттыңыз
application-next-abandoned-detail = Мерзімі өткенде орталық оны өзі жояды.
application-reason = Себебі
application-new = Жаңа өтінім
application-holds = Не қалды
holds-file = Файл болып сақталған сертификатсыз кілт
holds-folder = Қалтадағы сертификатсыз кілт
holds-token = Токендегі сертификатсыз кілт
holds-delete = Кілттерді өшіру
holds-delete-title = Сертификатсыз кілттерді өшіру керек пе?
holds-delete-detail = Оларды қалпына келтіру мүмкін болмайды. Токендегі кілт үшін PIN код сұралады.
application-holds-application = Куәландырушы орталықтағы { $number } өтінімі
application-to-token = Токенді ашу

abandon = Өтінімнен бас тарту
abandon-title = Осы өтінімнен бас тартасыз ба?
abandon-detail = Оның сертификатын енді орнату мүмкін болмайды. Мерзімі өткенде орталық өтінімді өзі жояды.
abandon-keys = Ол үшін жасалған кілттер не болады?
abandon-keys-delete = Өшіру
abandon-keys-delete-token = Токеннің PIN коды сұралады.
abandon-keys-delete-file = Сертификатсыз кілтпен қол қоюға болмайды.
abandon-keys-keep = Сақтау
abandon-keys-keep-token = Олар осы тізімде қалады, кейін өшіруге болады.
abandon-keys-keep-file = Кілт сол қалтада көрінетін файлға айналады.

state-waits-verification = Құжаттарды күтуде
state-waits-head = Басшыны күтуде
state-waits-check = Тексерілуде
state-revoke = Ескісін қайтарып алу
state-waits-issuance = Шығарылуда
state-install = Орнатуға болады
state-ready = Жалғастыруға болады
state-asks = Жауап керек
state-returned = Қайтарылды
state-finished = Дайын
state-refused = Қабылданбады
state-rejected = Қабылданбады
state-cancelled = Жойылды
state-abandoned = Бас тартылды

moved-issued = Сертификаттар дайын: { $name }
moved-returned = Өтінім түзетуге қайтарылды: { $name }
moved-refused = Өтінім қабылданбады: { $name }
moved-cancelled = Өтінім жойылды: { $name }
moved-look = Қарау

need-install = Сертификаттар дайын, орнатуға болады
need-waits-verification = Өтінім құжаттарды күтіп тұр
need-waits-head = Өтінім бірінші басшының қолын күтіп тұр
need-waits-check = Кілтті жаңарту тексеріліп жатыр
need-revoke = Жаңа кілт дайын: ескісін қайтарып алуға болады
need-waits-issuance = Сертификат шығарылуда
need-ready = Кілт алу үзіліп қалды
need-asks = Өтінім жауабыңызды күтіп тұр
need-returned = Өтінім түзетуге қайтарылды
need-refused = Өтінім қабылданбады
need-rejected = Куәландырушы орталық бас тартты
need-cancelled = Өтінім жойылды
need-until = { $what } · { $date } дейін
need-install-do = Орнату
need-correct = Түзету

operator-title = Жаттығу: оператор да өзіңіз
operator-detail = Шын мәнінде құжаттар тіркеу орталығында көрсетіледі. Жаттығу кезінде шешімді өзіңіз қабылдайсыз, жаттығу орталығы оны журналына жазады.
operator-head = Шын мәнінде өтінімге басшы қол қояды. Жаттығу кезінде алдымен сол заңды тұлға басшысының кілтін алыңыз: онымен өтінімге жеке кабинетте қол қоясыз.
operator-approve = Оператор ретінде мақұлдау
operator-return = Қайтару
operator-refuse = Қабылдамау
operator-return-title = Өтінімді қайтарасыз ба?
operator-refuse-title = Өтінімді қабылдамайсыз ба?
operator-reason-detail = Жаттығу орталығының операторы ретінде себебін жазыңыз. Оны өтінім беруші ретінде өзіңіз оқисыз.

root-detail = Орталық түбірлік сертификатын берген болса, оны осы жерден таңдаңыз. Әйтпесе жүйе сенетіндер бойынша тексеріледі.
root-choose = Түбірлік сертификатты таңдау
root-subject = Кімге берілген
root-fingerprint = Бақылау қосындысы (SHA-256)
root-until = Қолданылу мерзімі
root-compare = Бақылау қосындысын орталық хабарлағанмен салыстырыңыз. Айырмашылық болса, жалғастырмаңыз.
root-without = Бұл сертификатсыз
root-trust = Сенім білдіріп, өтінім беру

## Баптаулар: байланыстың түбірлік сертификаттары

roots = Куәландырушы орталықтармен байланыс
roots-detail = Орталықтың сервері осы түбірлік сертификаттар бойынша танылады. Қолтаңбаларды тексеруге олар қатыспайды.
roots-none = Ешқайсысы таңдалмаған: жүйе сенетін серверлер қабылданады. Түбірлік сертификат кілтке өтінім беру кезінде таңдалады.
roots-all = Қалған барлық орталықтар
roots-unreadable = Бұл түбірлік сертификат оқылмайды. Ол ауыстырылғанша не алып тасталғанша байланыс орнатылмайды.
roots-replace = Ауыстыру
roots-replace-title = Түбірлік сертификат ауыстырылсын ба?
roots-replace-detail = { $authority }: бұдан былай сервер тек жаңа сертификат бойынша танылады.
roots-forget = Енді сенбеу
roots-forget-title = Бұл түбірлік сертификатқа енді сенбейсіз бе?
roots-forget-detail = { $authority }: бұдан былай жүйе сенетін сервер ғана қабылданады.
