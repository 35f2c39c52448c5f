# Кілттер мен токендер, токенді басқару, PIN кодтар.

## Кілттер мен токендер

keys-title = Кілттер мен токендер
keys-own = Өз атынан
keys-holder-unknown = Иесі әлі белгісіз
keys-holder-unknown-detail = Құпиясөз немесе PIN код алғаш енгізілгенде кілттің иесі көрінеді.
keys-place = Қайда тұр
keys-to-token = Токенді ашу
keys-on-computer = { $count ->
    [one] { $count } кілт осы компьютердегі файлда тұр
   *[other] { $count } кілт осы компьютердегі файлда тұр
}
keys-on-computer-detail = Файлды байқатпай көшіріп алуға болады. Әзірге күшті құпиясөз қойыңыз, ал келесі кілтті токенде жасаңыз: одан кілт көшірілмейді.
keys-on-computer-todo = Күшті құпиясөз қойыңыз, файлдың артық көшірмелерін өшіріңіз, ал келесі кілтті токенде жасаңыз.
key-place-file = Осы компьютерде: { $file }
key-place-token = Токен: { $token }
key-place-software = Бағдарламалық токен: { $token }

## Токендер

tokens-title = Токендер
token-title = Токен
token-unnamed = Атауы жоқ токен
token-none = Токен қосылмаған
token-none-detail = Токенді USB портқа қосыңыз, ол осы жерде өзі пайда болады.
token-missing = Токен көрінбей ме?
token-other-missing = Басқа токен көрінбей ме?
token-keys = { $count ->
    [0] кілт жоқ
    [one] { $count } кілт
   *[other] { $count } кілт
}
token-memory = Токен жадының толғаны
token-memory-free = Бос жады: { $free }, барлығы { $total }
token-software = Бағдарламалық токен
token-software-detail = Бұл құрылғы емес: кілттері осы компьютердегі файлдарда тұр. Байқап көруге жарайды, бірақ нағыз токендей қорғамайды.
token-untried = Нақты құрылғыда тексерілмеген
token-untried-detail = Tanba мұндай токенмен өндірушінің сипаттамасы бойынша жұмыс істейді, бірақ нақты құрылғыда әлі сыналған жоқ. Бірдеңе дұрыс болмаса, диагностиканы көшіріп, бізге жіберіңіз.
token-blank = Форматталмаған
token-blank-detail = Бұл токен әлі бос. Оған атау мен PIN кодтар беріп, пайдалануға дайындаңыз.
token-prepare = Токенді дайындау
token-unfinished = Тіркеу аяқталмаған
token-unfinished-detail = Токендегі кілтке сертификат әлі алынбаған ({ $authority }, { $when }), сондықтан токенді форматтауға болмайды. Кілтті сол орталықтан қайта сұратып, тіркеуді аяқтаңыз. Ол керек болмаса, алдымен сол кілтті жойыңыз.
token-application-unfinished = Токендегі кілтке сертификат әлі алынбаған ({ $authority }, { $when }), сондықтан токенді форматтауға болмайды. Өтінімді «Кілт алу» бөлімінде жалғастырыңыз. Ол керек болмаса, сол жерде одан бас тартыңыз.
token-write-protected = Бұл токенге ештеңе жазылмайды, оны тек оқуға болады.
token-pin-pad = Бұл токеннің PIN коды оқу құрылғысының өз пернелерінде теріледі.
token-gone = Токен ажыратылған
token-gone-detail = Токенді қайта қосыңыз, бұл бет өзі жаңарады.

## Токенді басқару

token-pins = PIN кодтар
token-contents = Кілттер мен сертификаттар
token-about = Токен туралы
token-empty = Бұл токенде әзірге кілт те, сертификат та жоқ. Кейбір кілттер PIN код терілгеннен кейін ғана көрінеді.
token-serial = Сериялық нөмірі
token-model = Үлгісі
token-manufacturer = Өндірушісі
token-firmware = Микробағдарламасы
token-hardware = Аппараттық нұсқасы
token-profile = Бейіні
token-profile-none = белгілі өндіруші емес
token-pin-length = PIN кодтың ұзындығы
token-pin-length-value = { $min }–{ $max } таңба
token-module = Модулі
token-key-id = Токендегі кілттің нөмірі
token-diagnostics = Диагностиканы көшіру
token-diagnostics-detail = Қолдау қызметіне арналған. Ішінде PIN код та, кілт те, аты-жөніңіз де жоқ.

token-rename = Атауын өзгерту
token-rename-detail = Атауы қол қойғанда және тізімдерде көрінеді. Кілттер өзгермейді.
token-renamed = Токеннің атауы өзгертілді.
token-label = Атауы
token-new-label = Жаңа атауы
token-label-hint = 32 латын әрпіне немесе 16 қазақ әрпіне дейін.
token-format = Форматтау
token-format-title = Токен форматталсын ба?
token-format-detail = Токен бастапқы күйіне келеді, сосын екі PIN код та қайта сұралады.
token-format-loss = { $count ->
    [0] Токендегі барлық дерек біржола өшіріледі.
    [one] { $count } кілт пен оның сертификаты біржола өшіріледі. Оларды қалпына келтіру мүмкін емес.
   *[other] { $count } кілт пен олардың сертификаттары біржола өшіріледі. Оларды қалпына келтіру мүмкін емес.
}
token-formatted = Токен форматталды.
token-prepared = Токен дайын.
token-type-to-confirm = Растау үшін «{ $name }» деп теріңіз

token-key-new = Жаңа кілт
token-key-new-detail = Кілт токеннің ішінде жасалады және одан ешқашан шықпайды.
token-key-label = Кілттің атауы
token-key-label-hint = Міндетті емес. Кілтті тізімнен тануға көмектеседі.
token-key-name = Сынақ сертификатындағы аты-жөні
token-key-name-hint = Толтырсаңыз, кілт өзіне сертификат жасайды, оған басқалар сенбейді. Сертификатты орталық беретін болса, бос қалдырыңыз.
token-key-make = Кілт жасау
token-key-making = Токен кілт жасап жатыр
token-key-making-detail = Бес минутқа дейін созылуы мүмкін. Токенді суырмаңыз.
token-key-cancelling = Тоқтатылуда: токеннің жауабы күтілуде
token-key-passed = Өткен уақыт
token-key-made = Кілт жасалды.
token-key-unnamed = Атауы жоқ кілт
token-key-without-certificate = сертификаты әлі жоқ
token-key-actions = Кілтпен әрекеттер: { $name }
token-cert-put = Сертификат жазу…
token-cert-replace = Сертификатты ауыстыру…
token-cert-written = Сертификат токенге жазылды.
token-cert-export = Сертификатты файлға сақтау…
token-cert-exported = Сертификат файлға сақталды.
token-cert-delete = Сертификатты жою
token-cert-without-key = Сертификат · кілті бұл токенде жоқ
token-key-delete = Кілтті жою
token-delete-key-title = Бұл кілт токеннен жойылсын ба?
token-delete-certificate-title = Бұл сертификат токеннен жойылсын ба?
token-delete-detail = { $name } · токен: { $token }
token-delete-key-loss = Кілт біржола жойылады: оның көшірмесі жоқ. Онымен бұрын қойылған қолтаңбалар күшінде қалады.
token-delete-certificate-loss = Сертификатсыз бұл кілтпен қол қоюға болмайды. Кілттің өзі токенде қалады.
token-deleted-key = Кілт жойылды.
token-deleted-certificate = Сертификат жойылды.

algorithm-rsa-2048 = RSA 2048
algorithm-rsa-2048-detail = Ескі жүйелердің көбі түсінеді.
algorithm-rsa-3072 = RSA 3072
algorithm-rsa-3072-detail = Беріктігі жоғары, жасалуы баяуырақ.
algorithm-rsa-4096 = RSA 4096
algorithm-rsa-4096-detail = Ең ұзын RSA. Токенде бірнеше минут жасалуы мүмкін.
algorithm-p256 = ECDSA P-256
algorithm-p256-detail = Жылдам әрі берік. Халықаралық жүйелер үшін.
algorithm-p384 = ECDSA P-384
algorithm-p384-detail = P-256-дан берік, сәл баяуырақ.
algorithm-gost512 = ГОСТ 34.10-2015 (512)
algorithm-gost512-detail = ҰКО мен Қазақстанның мемлекеттік жүйелері үшін.

## Токен табылмаса

token-help = Токен көрінбесе
token-help-detail = Токен қосылған сәтте бұл бет өзі жаңарады.
token-looked-at = Не тексерілді
token-looked-at-detail = Токен мен компьютер арасындағы жолдың әр бөлігі.
token-modules = Модульдер
token-modules-detail = Токенмен оның өндірушісінің модулі (PKCS#11 кітапханасы) арқылы сөйлеседі. Әр модуль жүктелер алдында бөлек тексеріледі.
module-add = Модуль файлын қосу
module-forget = Модульді тізімнен алып тастау: { $name }
module-own = өзіңіз қосқан
module-state-pending = Тексерілуде
module-state-ready = Дайын
module-state-missing = Орнатылмаған
module-state-no-module = Модуль емес
module-state-crashed = Істен шыққан
module-state-hung = Жауап бермейді
module-state-failed = Қате берді

token-software-here = Бағдарламалық токен
token-software-here-detail = { $name } осы компьютерде орнатылған. Онымен токенсіз-ақ жаттығуға болады, бірақ кілттері нағыз токендегідей қорғалмайды.

## PIN кодтар

pin-kind-user = Пайдаланушының PIN коды
pin-kind-so = Әкімшінің PIN коды
pin-state-good = PIN код қалыпты
pin-state-count-low = Аз әрекет қалды
pin-state-final-try = Бір әрекет қалды
pin-state-locked = Бұғатталған
pin-state-to-be-changed = PIN кодты ауыстыру керек
pin-state-not-set = PIN код орнатылмаған
pin-means-good = Токенде қате терілген PIN код белгіленбеген.
pin-means-count-low = Соңғы рет қате терілген, аз ғана әрекет қалды.
pin-means-final-try = Тағы бір рет қате терілсе, бұғатталады.
pin-means-locked-user = Тым көп рет қате терілген. Кілттер сақталып тұр, PIN кодты әкімшінің PIN кодымен ашуға болады.
pin-means-locked-both = Тым көп рет қате терілген. Әкімшінің PIN коды да бұғатталғандықтан, оны ашу мүмкін емес. Токенді берген ұйымға хабарласыңыз.
pin-means-locked-so = Тым көп рет қате терілген. Оны енді ешкім аша алмайды: токенді форматтауға және пайдаланушының PIN кодын ашуға болмайды.
pin-means-to-be-changed = Токен бұл PIN кодты ауыстыруды сұрайды: ол зауыттан шыққан немесе уақытша берілген.
pin-means-not-set-user = Пайдаланушының PIN кодын әкімшінің PIN кодымен орнатуға болады.
pin-means-not-set-so = Токен форматталғанда орнатылады.
pin-lock-user = Бірнеше рет қатарынан қате терілсе, бұғатталады. Оны тек әкімшінің PIN кодымен ашуға болады.
pin-lock-so = Бірнеше рет қатарынан қате терілсе, біржола бұғатталады: оны ашу мүмкін емес.
pin-last-user = Ондай жағдайда оны тек әкімшінің PIN кодымен ашуға болады.
pin-last-so = Ондай жағдайда оны ешкім аша алмайды.
pin-change = Ауыстыру
pin-changed-user = Пайдаланушының PIN коды ауыстырылды.
pin-changed-so = Әкімшінің PIN коды ауыстырылды.
pin-forgotten = PIN код ұмытылды
pin-unblock = Бұғатын ашу
pin-set = PIN код орнату
pin-unblocked = Пайдаланушының жаңа PIN коды орнатылды.

prompt-pin-open-user = Токеннің PIN коды
prompt-pin-open-so = Әкімшінің PIN коды
prompt-pin-new-user = Жаңа PIN код
prompt-pin-new-so = Әкімшінің жаңа PIN коды
prompt-no-usable-key = Бұл кілттердің ешқайсысымен қазір қол қоюға болмайды
pin-of = PIN код · { $token }
pin-new-user = Пайдаланушының жаңа PIN коды
pin-new-so = Әкімшінің жаңа PIN коды
pin-new-again = Тағы бір рет
pin-new-hint = Есте сақтаңыз немесе сенімді жерге жазып қойыңыз, бірақ токенмен бірге ұстамаңыз.
pin-wrong-again = PIN код қате.
pin-stop = Сенімді болмасаңыз, тоқтаңыз.
pin-factory = Зауыттағы PIN код әлі ауыстырылмаған
pin-factory-detail = Ол баршаға белгілі: токенді тапқан адам сіздің атыңыздан қол қоя алады. Қазір өз PIN кодыңызды ойлап табыңыз.
pin-later = Кейін
pin-save = Сақтау
pin-confirm = Растау
pin-cyrillic = Пернетақта кирилл жазуында тұр. PIN код латын әріптерімен және цифрлармен теріледі.
pin-show = PIN кодты көрсету
pin-hide = PIN кодты жасыру
pin-on-reader = PIN кодты оқу құрылғысының өз пернелерінде теріңіз. Алдымен «Қол қою» түймесін басыңыз.
pin-rules = PIN код ережелері
pin-rule-length = { $min }–{ $max } таңба
pin-rule-latin = тек латын әріптері мен цифрлар
pin-rule-both = кемінде бір әріп және бір цифр
pin-rule-run = 123, 678, abc сияқты тізбек жоқ

## Жаттығу кілті қайда тұрады

practice-place = Жаттығу кілті қайда тұрсын?
practice-place-file = Осы компьютерде
practice-place-file-detail = Құпиясөзбен қорғалған файлда. Ең оңайы осы.
practice-place-software-detail = { $name }: нағыз токен қосылғандай болады. Тек жаттығуға арналған.
practice-busy-token = Ашылатын терезеде токеннің PIN кодын теріңіз. Кілттің жасалуы бірнеше минутқа созылуы мүмкін.

## Терезеде не істеу керек

todo-token-not-found = Токенді USB портқа қосыңыз. Қосылып тұрса, не жетіспейтінін «{ token-missing }» беті айтады.
todo-token-ambiguous = Токендердің бірін ажыратып, қайталап көріңіз.
todo-pin-locked = Токеннің бетінде «{ pin-unblock }» түймесін басыңыз: әкімшінің PIN коды сұралады. Кілттер сақталып тұр. Әкімшінің PIN кодын білмесеңіз, токенді берген ұйымға хабарласыңыз.
todo-pin-not-set = Токеннің бетінде «{ pin-set }» түймесін басыңыз немесе токенді форматтаңыз.
todo-token-key-missing = Токеннің бетінен кілттерін қараңыз. Кейбір кілттер PIN код терілгеннен кейін ғана көрінеді.
todo-token-key-ambiguous = Кілтті токеннің бетінен таңдаңыз.
todo-token-certificate-missing = Осы кілтке берілген сертификатты токеннің бетінде токенге жазыңыз.
