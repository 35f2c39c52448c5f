# Терезе сөздері: жақтау, алғашқы іске қосу, басты бет, кілттер, баптаулар, сұрау терезесі.

## Жақтау

nav-home = Басты бет
nav-keys = Кілттер
nav-settings = Баптаулар
nav-about = Tanba туралы
nav-practice = Жаттығу

frame-navigation = Бөлімдер
frame-skip = Негізгі мазмұнға өту
frame-toasts = Хабарламалар
frame-help = Пернелер тіркесімдері
frame-open-files = Файлдарды ашу
frame-close = Жабу
frame-cancel = Бас тарту
frame-continue = Жалғастыру
frame-back = Артқа
frame-remove = Алып тастау
frame-more = Басқа әрекеттер
frame-loading = Жүктелуде
frame-try-again = Қайталап көру
frame-show-in-folder = Қалтада көрсету
frame-copied = Көшірілді
frame-not-copied = Көшіру мүмкін болмады.
frame-copy-details = Мәліметтерді көшіру
frame-copy-value = Көшіру: { $label }
frame-practice = Жаттығу ортасы
frame-drop = Қол қою немесе тексеру үшін файлды тастаңыз
frame-drop-detail = Кілт файлын тастасаңыз, ол кілттерге қосылады
frame-prompt-waits = Жауабыңыз бөлек терезеде күтілуде. Құпиясөзді тек сол жерде теріңіз.
frame-sorted-sign = қол қоюға: { $count }
frame-sorted-verify = тексеруге: { $count }
frame-sorted-keys = кілттерге: { $count }
frame-to-verify = Тексеруге өту

day-today = бүгін
day-ahead = { $days ->
    [1] ертең
    [one] { $days } күннен кейін
   *[other] { $days } күннен кейін
}
day-ago = { $days ->
    [1] кеше
    [one] { $days } күн бұрын
   *[other] { $days } күн бұрын
}

## Алғашқы іске қосу

first-tagline = Құжатқа қол қойыңыз, қолтаңбаны тексеріңіз. Кілтіңіз өз компьютеріңізде қалады.
first-title-welcome = Қош келдіңіз
first-title-choice = Неден бастаймыз?
first-title-places = Кілттерім қайда?
first-title-found = Табылған кілттер
first-title-practice = Жаттығу кілті
first-title-practised = Жаттығу кілті дайын
first-choice-detail = Кейін екеуін де пайдалана аласыз.
first-keys = Кілттерімді ашу
first-keys-detail = ҰКО берген ЭЦҚ файлдары осы компьютерде немесе флешкада болса.
first-practise = Жаттығып көру
first-practise-detail = Кілт әлі жоқ болса. Бір минутта жаттығу кілтін аласыз, ол ешқайда жіберілмейді.
first-places-detail = Рұқсат етсеңіз, Tanba мына жерлерден .p12 файлдарын іздейді. Файлдар өзгертілмейді, құпиясөз сұралмайды.
first-look = Рұқсат беріп, іздеу
first-found-detail = Кілттің иесі құпиясөз алғаш енгізілгенде көрінеді.
first-finish = Tanba-ны ашу
first-without-key = Әзірге кілтсіз жалғастыру

## Басты бет

home-morning = Қайырлы таң
home-morning-name = Қайырлы таң, { $name }
home-day = Қайырлы күн
home-day-name = Қайырлы күн, { $name }
home-evening = Қайырлы кеш
home-evening-name = Қайырлы кеш, { $name }
home-detail = { $count ->
    [0] { $date } · күтіп тұрған іс жоқ
    [one] { $date } · { $count } іс сізді күтіп тұр
   *[other] { $date } · { $count } іс сізді күтіп тұр
}
home-needs = Қазір керек
home-keys = Менің кілттерім
home-all-keys = Барлық { $count } кілтті көру
home-drop = Қол қою немесе тексеру үшін файлды осында тастаңыз
home-drop-detail = PDF, XML, кез келген файл, тұтас қалта
home-pick = Файл таңдау
home-recent = Соңғы әрекеттер
home-stale = Мәліметтерді жаңарту мүмкін болмады, бұрынғылары көрсетіліп тұр.

need-no-key = Қол қою үшін кілт керек
need-no-key-detail = Өз кілтіңізді ашыңыз немесе жаттығу кілтімен байқап көріңіз
need-open-keys = Кілттерімді ашу
need-key-expires = { $days ->
    [0] Кілттің мерзімі бүгін аяқталады
    [one] Кілттің мерзімі { $days } күннен кейін аяқталады
   *[other] Кілттің мерзімі { $days } күннен кейін аяқталады
}
need-key-expires-detail = { $holder } · мерзімі біткенше жаңа кілт алып үлгеріңіз
need-key-expired = Кілттің мерзімі аяқталды
need-key-expired-detail = { $holder } · енді бұл кілтпен қол қоюға болмайды: жаңартыңыз немесе жаңасын алыңыз
need-key-revoked = Кілт қайтарып алынған
need-key-revoked-detail = { $holder } · мұны өзіңіз сұрамаған болсаңыз, ҰКО-ға хабарласыңыз
need-unfinished = { $count ->
    [one] Қол қою үзіліп қалды: { $count } құжат қалды
   *[other] Қол қою үзіліп қалды: { $count } құжат қалды
}
need-unfinished-detail = Басталған күні: { $when } · қол қойылғандары сақталған
need-history-damaged = Тарих өзгертілген
need-history-damaged-detail = Бөтен біреу өзгерткен немесе файл бүлінген болуы мүмкін
need-look = Қарау

## Кілттер

keys-state-unopened = Ашылмаған
keys-state-valid = Жарамды
keys-state-expiring = Аяқталып келеді
keys-state-expired = Мерзімі өткен
keys-state-not-yet-valid = Әлі басталмаған
keys-state-revoked = Қайтарып алынған
keys-state-authentication-only = Кіруге арналған
keys-state-uncertified = Сертификаты жоқ
keys-state-damaged = Бүлінген
keys-days-left = { $days ->
    [0] Бүгін
    [one] { $days } күн
   *[other] { $days } күн
}
keys-practice = Жаттығу
keys-time-used = Мерзімінің өткен бөлігі
keys-valid-until = { $date } дейін
keys-expired-at = Аяқталған күні: { $date }
keys-damaged-detail = Бұл файлды кілт ретінде ашу мүмкін емес
keys-back = Барлық кілттер
keys-empty = Кілт әлі жоқ
keys-empty-detail = Кілт файлын немесе ол жатқан қалтаны көрсетіңіз. Кілт файлының аты әдетте .p12 деп аяқталады.
keys-empty-searched = Әдеттегі жерлерден кілт табылмады. Кілт флешкада болса, оны қосып, файлын көрсетіңіз.
keys-search = Әдеттегі жерлерден іздеу
keys-add-file = Кілт файлын қосу
keys-add-folder = Қалта қосу
keys-change-password = Құпиясөзді өзгерту
keys-password-changed = Кілттің құпиясөзі өзгертілді.
keys-back-up = Сақтық көшірме
keys-backed-up = Көшірмесі жасалды: { $folder }
keys-forget = Тізімнен алып тастау
keys-forget-title = Кілт тізімнен алынсын ба?
keys-forget-detail = Файл өз орнында қалады, оны кез келген уақытта қайта қоса аласыз.

place-usual = Әдеттегі орын
place-nca-layer = NCALayer есінде сақтаған
place-added = Өзіңіз қосқан
place-practice = Жаттығу кілттері
place-count = { $count ->
    [0] кілт файлы жоқ
    [one] { $count } кілт файлы
   *[other] { $count } кілт файлы
}
place-forget = Енді іздемеу: { $path }

## Жаттығу

practice-offer = Жаттығу орталығы осы компьютерде жұмыс істейді және сізге жаттығу кілтін береді. Онымен бәрін қауіпсіз байқап көруге болады.
practice-begin = Жаттығу кілтін алу
practice-busy = Жаттығу кілті дайындалуда
practice-busy-detail = Ашылатын терезеде кілтке құпиясөз ойлап табыңыз.
practice-worth = Жаттығу кілтімен қойылған қолтаңба тек осы компьютерде дұрыс деп танылады. Басқа жерде оның күші жоқ.
practice-fingerprint = Жаттығу орталығының бақылау қосындысы (SHA-256)
practice-forget = Жаттығу орталығын өшіру
practice-forget-title = Жаттығу орталығы өшірілсін бе?
practice-forget-detail = Оның кілттерімен қойылған қолтаңбалар енді осы компьютерде де танылмайды. Кілт файлдары өз орнында қалады.

## Баптаулар

settings-look = Тіл және көрініс
settings-language = Тіл
settings-theme = Көрініс
settings-theme-system = Жүйедегідей
settings-theme-light = Ашық
settings-theme-dark = Күңгірт
settings-theme-contrast = Жоғары контраст
settings-save = Сақтау
settings-saved = Баптау сақталды
settings-time = Уақыт белгісі
settings-time-detail = Уақыт белгісі құжатқа қашан қол қойылғанын дәлелдейді.
settings-tsa = Қызметтің мекенжайы
settings-tsa-hint = Бос қалдырсаңыз, таңдалған ортаның қызметі пайдаланылады.
settings-tsa-default = Ортаның өз қызметі
settings-trust = Сенімді орталықтар
settings-trust-detail = Қолтаңбаны тексергенде кім берген сертификаттарға сенім артылады.
settings-environment-production = Жұмыс ортасы
settings-environment-production-detail = Ұлттық куәландырушы орталық. Күнделікті іс үшін осыны таңдаңыз.
settings-environment-test = Сынақ ортасы
settings-environment-test-detail = ҰКО-ның сынақ сертификаттары. Олардың заңды күші жоқ.
settings-environment-practice = Жаттығу ортасы
settings-environment-practice-detail = Осы компьютердегі жаттығу орталығы. Оның қолтаңбалары басқа жерде жарамсыз.
settings-environment-own-detail = { $count ->
    [one] Өзіңіз қосқан { $count } сертификат.
   *[other] Өзіңіз қосқан { $count } сертификат.
}
settings-environment-add = Өз ортамды қосу
settings-environment-add-detail = Сертификаттарын тек иесін білетін орталықтың өзінен алыңыз: осы ортаны таңдасаңыз, олар берген кез келген сертификатқа сенім артылады.
settings-environment-name = Атауы
settings-environment-files = Сертификаттарды таңдау
settings-environment-chosen = { $count ->
    [0] Файл таңдалмаған
    [one] { $count } файл таңдалды
   *[other] { $count } файл таңдалды
}
settings-environment-trust = Сенім арту
settings-environment-remove = «{ $name }» ортасын алып тастау
settings-environment-remove-detail = Оның сертификаттарына енді сенім артылмайды.
settings-keys = Кілттер орны
settings-keys-detail = Tanba кілт файлдарын осы жерлерден іздейді.
settings-key-places = Әдеттегі жерлерден іздеу
settings-key-places-detail = Үй қалтасы, жұмыс үстелі, құжаттар, жүктеулер және NCALayer есінде сақтаған жерлер.
settings-network = Желі
settings-proxy = Прокси-сервер
settings-proxy-system = Жүйедегідей
settings-proxy-none = Проксисіз
settings-proxy-address = Көрсетілген мекенжай
settings-proxy-label = Прокси-сервердің мекенжайы
settings-proxy-hint = Мекенжайды жүйе әкімшісінен біліңіз.
settings-system = Жүйе
settings-autostart = Жүйемен бірге іске қосу
settings-autostart-detail = Мерзімдер уақытында еске салынады, терезе ашылмайды.

## Бағдарлама туралы

about-what = ҰКО кілттерімен құжатқа қол қоятын және қолтаңбаларды тексеретін ашық бағдарлама.
about-licence = Еркін таратылады: MIT немесе Apache 2.0 лицензиясы, таңдау өзіңізде.
about-doctor = Өзін-өзі тексеру
about-doctor-detail = Қол қоюға керектінің бәрі осы компьютерде бар ма? Тексеру ештеңені өзгертпейді, желіге шықпайды.
about-again = Қайта тексеру

## Не істеу керек: терминалдағы кеңес терезеге келмейтін жерлерде

todo-key-expired = Жаңа кілт алыңыз. Дегенмен осы кілтпен қол қою керек болса, қол қою бетінде «{ sign-allow-expired }» дегенді қосыңыз; алушылар мұндай қолтаңбаны қабылдамауы мүмкін.
todo-content-missing = Құжатты өз атымен қолтаңбаның жанына қойыңыз немесе оның қайда тұрғанын көрсетіңіз.
todo-certificate-in-key-file = Сертификат файлын таңдаңыз: оның аты әдетте .cer, .crt немесе .pem деп аяқталады.
todo-environments-mixed = Баптаулардан кілт тиесілі ортаны таңдаңыз немесе таңдалған ортаның кілтімен қол қойыңыз.
todo-online-needed = Желіге қосылып, қайталап көріңіз.
todo-tsa-not-configured = Қызметтің мекенжайын баптауларда көрсетіңіз немесе уақыт белгісінсіз қол қойыңыз.
todo-ocsp-answer-damaged = Кейінірек қайта тексеріп көріңіз.
todo-ocsp-refused = { todo-ocsp-answer-damaged }
todo-crl-unreachable = Қосылымды тексеріп, бірнеше минуттан кейін қайта тексеріп көріңіз.
todo-crl-timed-out = { todo-crl-unreachable }
todo-crl-answer-damaged = { todo-ocsp-answer-damaged }
todo-crl-refused = { todo-ocsp-answer-damaged }
todo-issuer-unreachable = { todo-crl-unreachable }
todo-issuer-timed-out = { todo-crl-unreachable }
todo-issuer-answer-damaged = { todo-ocsp-answer-damaged }
todo-issuer-refused = { todo-ocsp-answer-damaged }
todo-authority-untrusted = Мекенжайды тексеріңіз. Орталық түбірлік сертификатын берген болса, оны «{ nav-get-keys }» бөлімінде мекенжаймен бірге таңдаңыз; орталық оны ауыстырса, баптауларда ауыстырыңыз. Әйтпесе жалғастырмаңыз.
todo-authority-unreachable = Қосылымды тексеріп, қайталап көріңіз: басталған кілт сақталған, ол аяғына дейін жеткізіледі.
todo-authority-timed-out = Бірнеше минуттан кейін қайталап көріңіз: басталған кілт сақталған, ол аяғына дейін жеткізіледі.
todo-authority-not-practice = Баптаулардан жаттығу орталығын өшіріп, жаттығуды қайта бастаңыз.
todo-practice-authority-changed = Жаттығуды өзіңіз қайта бастаған болсаңыз, баптаулардан бұрынғы жаттығу орталығын өшіріп, жаттығу кілтін қайта алыңыз. Әйтпесе бұл орталықты пайдаланбаңыз.
todo-history-damaged = Нақты не өзгергенін тарих бетіндегі «{ history-check }» түймесі көрсетеді. Қол қойылған құжаттардың өзіне мұның әсері жоқ.
todo-setting-unsuitable = Мекенжайды тексеріңіз: ол http:// немесе https:// деп басталуы керек.

## Сұрау терезесі

prompt-sign-local = Қол қоюды растаңыз
prompt-sign-command-line = Терминал қол қоюды сұрайды
prompt-sign-web-site = { $host } қол қоюды сұрайды
prompt-sign-qr-code = { $host } QR код арқылы қол қоюды сұрайды
prompt-from-local = Tanba · өзіңіз бастадыңыз
prompt-from-command-line = осы компьютердегі пәрмен
prompt-from-web-site = { $site } · браузердегі бет
prompt-from-qr-code = { $host } · QR код
prompt-documents = Қол қойылатын құжаттар
prompt-document-check = Алдымен құжатты негізгі терезеде қарап шығыңыз.
prompt-more-documents = { $count ->
    [one] тағы { $count } құжат
   *[other] тағы { $count } құжат
}
prompt-fewer-documents = Азырақ көрсету
prompt-key = Кілт
prompt-no-key = Бұл құжатқа қол қоятын кілт табылмады. Кілтті негізгі терезеде қосыңыз.
prompt-password = Кілттің құпиясөзі
prompt-password-hint = Тек осы терезеде теріледі, еш жерде сақталмайды.
prompt-show-password = Құпиясөзді көрсету
prompt-hide-password = Құпиясөзді жасыру
prompt-caps-lock = Caps Lock қосулы.
prompt-cyrillic = Пернетақта кирилл жазуында тұр. Кілт құпиясөзі латын әріптерімен теріледі.
prompt-cancel = Бас тарту
prompt-sign = Қол қою
prompt-sign-many = { $count ->
    [one] { $count } құжатқа қол қою
   *[other] { $count } құжатқа қол қою
}
prompt-code-title = Бір реттік код
prompt-code-wrong = Код дұрыс емес. Соңғы келген кодты енгізіңіз.
prompt-code-confirm = Растау
prompt-open-title = Кілттің құпиясөзі
prompt-open = Ашу
prompt-new-title = Жаңа құпиясөз ойлап табыңыз
prompt-new = Сақтау
prompt-new-password = Жаңа құпиясөз
prompt-new-again = Тағы бір рет
prompt-new-hint = Бұл құпиясөзді қалпына келтіру мүмкін емес. Оны сенімді жерде сақтаңыз.
prompt-new-refused = Бұл құпиясөз қабылданбады. Басқасын ойлап табыңыз.
prompt-rules = Құпиясөз ережелері
prompt-rule-length = 6–32 таңба
prompt-rule-upper = бас латын әрпі
prompt-rule-lower = кіші латын әрпі
prompt-rule-digit = цифр
prompt-rule-same = екеуі бірдей
prompt-rule-met = орындалды
prompt-rule-unmet = орындалмады
prompt-sending = Жауап берілді
