# Өріс атаулары, тақырыптар және сұрақтар.

## Есеп сөздері

label-signer = Қол қойған
label-common-name = Аты-жөні
label-iin = ЖСН
label-bin = БСН
label-organisation = Ұйым
label-roles = Рөлдері
label-treasury-role = Қазынашылықтағы рөлі
label-treasury-code = Қазынашылық коды
label-system-id = Жүйенің OID-і
label-certificate = Сертификаты
label-serial-number = Сериялық нөмірі
label-issuer = Кім берген
label-subject = Кімге берілген
label-valid-from = Жарамдылық мерзімінің басы
label-valid-until = Жарамдылық мерзімінің соңы
label-key = Кілт
label-key-identifier = Кілт идентификаторы
label-key-usage = Кілттің мақсаты
label-key-storage = Кілт қоймасы
label-algorithm = Алгоритмі
label-fingerprint = SHA-256 бақылау қосындысы
label-policies = Саясаттары
label-path = Сертификаттар тізбегі
label-trust-anchor = Сенімді орталық
label-revocation = Қайтарып алу
label-file = Файлы
label-document = Құжат
label-size = Көлемі
label-digest = Хеші
label-form = Пішімі
label-level = Деңгейі
label-packaging = Орналасуы
label-signed-at = Қол қойылған уақыты
label-time-stamped-at = Уақыт белгісі
label-result = Нәтижесі
label-reason = Себебі
label-details = Техникалық мәліметтер
label-environment = Ортасы
label-warning = Ескерту
label-error = Қате
label-todo = Не істеу керек
label-written = Жазылды

environment-production = жұмыс ортасы
environment-test = сынақ ортасы
environment-practice = жаттығу ортасы
packaging-attached = құжат қолтаңбаның ішінде
packaging-detached = қолтаңба құжаттан бөлек
packaging-enveloped = қолтаңба құжаттың ішінде
revocation-good = қайтарып алынбаған
revocation-revoked = қайтарып алынған: { $revoked_at } ({ revocation-reason })
revocation-unknown = белгісіз
revocation-not-needed = сенімді орталық үшін қажет емес

## ҰКО рөлдері мен кілт қоймалары

role-individual = жеке тұлға
role-legal-entity = заңды тұлға
role-head = бірінші басшы
role-signatory = қол қою құқығы
role-financial-signatory = қаржы құжаттарына қол қою құқығы
role-personnel = кадрлар бөлімі
role-employee = қызметкер
role-information-system = ақпараттық жүйе
role-nca-administrator = ҰКО әкімшісі
role-nca-manager = ҰКО менеджері
role-nca-operator = ҰКО операторы
role-identified-in-person = жеке басы қызмет көрсету орталығында анықталған
role-identified-remotely = жеке басы қашықтан анықталған
role-identified-digital-id = жеке басы Digital ID арқылы анықталған
role-treasury-client = Қазынашылық клиенті
role-signing = қол қою
role-authentication = жүйеге кіру
storage-pkcs12 = PKCS#12 файлы
storage-jks = JKS файлы
storage-id-card = жеке куәлік
storage-kaztoken = Kaztoken
storage-etoken-72k = eToken Java 72K
storage-etoken-5110 = eToken 5110
storage-jacarta = JaCarta
storage-akey = aKey
storage-sim = SIM картасы
storage-cloud = бұлт
storage-unknown = белгісіз

## Кілттер

keys-none = Кілттер табылмады.
keys-found = { $count ->
    [one] { $count } кілт табылды
   *[other] { $count } кілт табылды
}
key-state-open-needed = иесі құпиясөз енгізілгеннен кейін көрінеді
key-state-valid = жарамдылық мерзімінің соңы: { $expires_at }
key-state-expired = мерзімі өтіп кеткен: { $expired_at }

## Қол қою және тексеру

ask-password = { $file } файлының құпиясөзі:
ask-new-password = { $file } файлының жаңа құпиясөзі:
ask-new-password-again = Жаңа құпиясөзді қайта енгізіңіз:
ask-pin = { $token } токенінің PIN коды:
ask-so-pin = { $token } токені әкімшісінің PIN коды:
ask-new-pin = { $token } токенінің жаңа PIN коды:
ask-new-so-pin = { $token } токені әкімшісінің жаңа PIN коды:
ask-new-pin-again = Жаңа PIN кодты тағы бір рет енгізіңіз:
cli-pins-differ = Екі PIN код бірдей емес. Қайта енгізіңіз.
cli-pin-on-device = PIN кодты { $token } құрылғысының өзінде теріңіз.
password-wrong-again = { $tries ->
    [0] Құпиясөз қате.
    [one] Құпиясөз қате. { $tries } әрекет қалды.
   *[other] Құпиясөз қате. { $tries } әрекет қалды.
}
passwords-differ = Құпиясөздер бірдей емес. Оларды қайта енгізіңіз.
key-certified = Сертификатты { $name } берді ({ $url }).
key-resumed = Үзіліп қалған әрекет аяқталды.
key-for-practice = Бұл – жаттығу кілті: оның қолтаңбалары ешкімге міндет жүктемейді, оларға тек --environment practice параметрімен сенім білдіріледі.
authority-first-contact = Бұл орталық алғаш рет кездесті, енді оған жаттығу ортасында сенім білдіріледі. Оның бақылау қосындысын орталықтың өзі көрсететін мәнмен салыстырыңыз.
signing-documents = { $count ->
    [one] { $count } құжатқа қол қойылады
   *[other] { $count } құжатқа қол қойылады
}
signed = Қол қойылды, деңгейі: { $level }
extended = Уақыт белгісі қосылды
extracted = Құжат шығарып алынды
signatures-found = { $count ->
    [one] { $count } қолтаңба
   *[other] { $count } қолтаңба
}

## Жаңа PIN код неге жарамайды

pin-fault-too-short = Кемінде { $min } таңба керек.
pin-fault-too-long = Ең көбі { $max } таңба сыяды.
pin-fault-forbidden-character = Тек латын әріптері мен цифрларға рұқсат етіледі.
pin-fault-no-letter = Кемінде бір латын әрпі болуы керек.
pin-fault-no-digit = Кемінде бір цифр болуы керек.
pin-fault-run = 123, 678 немесе abc сияқты тізбектерге рұқсат етілмейді.
pin-fault-factory = Бұл – зауытта орнатылған, баршаға белгілі PIN код.
pin-fault-unchanged = Бұл – ескі PIN код.
pin-fault-refused = Токен мұндай PIN кодты қабылдамайды.

## Токендер

label-token = Токен
label-token-model = Үлгісі
label-token-profile = Түрі
label-token-module = Модуль
label-token-memory = Бос жады
label-user-pin = Пайдаланушының PIN коды
label-so-pin = Әкімшінің PIN коды
pin-is-not-set = орнатылмаған
pin-is-good = жарамды
pin-is-count-low = аз ғана әрекет қалды; таусылса, бұғатталады
pin-is-final-try = бір ғана әрекет қалды; тағы бір қате оны бұғаттайды
pin-is-locked = бұғатталған
pin-is-to-be-changed = ауыстырылуы керек
cli-tokens-none = Бірде-бір токен қосылмаған. Себебін «tanba doctor» айтады.
cli-token-unnamed = Атауы жоқ токен
cli-token-untried = бұл түрдегі нақты құрылғыда сыналмаған
cli-token-unfinished = аяқталмаған тіркеу: { $authority }
cli-token-formatted = Токен форматталды.
cli-token-labelled = Токеннің атауы ауыстырылды.
cli-token-pin-changed = PIN код ауыстырылды.
cli-token-pin-unblocked = Пайдаланушының жаңа PIN коды орнатылды.
cli-token-key-made = Кілт токенде жасалды.
cli-token-certificate-put = Сертификат токенге сәтті жазылды.
cli-token-deleted = Токеннен жойылды.

## Тарих

history-empty = Тарих бос.
history-kind-signed = қол қойылды
history-kind-extended = уақыт белгісі қосылды
history-kind-verified = тексерілді
history-kind-key-changed = кілт файлы өзгертілді
history-whole = { $count ->
    [one] Тарих бүтін: { $count } жазба.
   *[other] Тарих бүтін: { $count } жазба.
}
history-altered = { $sequence } нөмірлі жазба өзгертілген.
history-removed = { $sequence } нөмірлі жазбаның алдындағы жазбалар жойылған.
history-cut-off = { $count ->
    [one] Соңынан { $count } жазба қиып алынған.
   *[other] Соңынан { $count } жазба қиып алынған.
}
history-replaced = Тарих ауыстырылған: құпиясөздер қоймасына белгілі соңғы жазба басқа.
history-head-behind = Құпиясөздер қоймасы тарихтың бір бөлігін ғана біледі: соңғы { $count } жазба қойма қолжетімсіз кезде жасалған.
history-no-keyring = Бұл жүйеде құпиясөздер қоймасы жоқ, сондықтан тарихтың соңынан жазбалар қиып алынса, оны байқау мүмкін емес.
history-keyring-empty = Құпиясөздер қоймасы бұл тарих туралы ештеңе білмейді, сондықтан бұрын соңынан жазбалар қиып алынған болса, оны байқау мүмкін емес.

## Өзін-өзі тексеру

doctor-good = дұрыс
doctor-missing = жоқ
doctor-trouble = назар аударыңыз
doctor-store = Дерекқор
doctor-history = Тарих
doctor-keyring = Жүйенің құпиясөздер қоймасы
doctor-time = Сағат
doctor-tsa = Уақыт белгісі қызметі
doctor-proxy = Прокси-сервер
doctor-trust = Сенімді орталықтар
doctor-folders = Қалталар
doctor-language = Тіл
doctor-version = Нұсқа
doctor-modules = Токен модульдері
doctor-module = Токен модулі
doctor-tokens = Токендер
doctor-pcscd = Смарт-карталар қызметі
doctor-reader = Оқу құрылғысы
doctor-confinement = Бағдарламаны оқшаулау

## Басып шығарылатын парақтар мен мөртаңбалар

sheet-title = Қол қою парағы
report-title = Қолтаңбаны тексеру хаттамасы
sheet-signature = { $number }-қолтаңба
sheet-digest = Файлдың SHA-256 хеші
sheet-checked = Тексерілген уақыты
sheet-note = Парақ жасалған кезде не анықталғанын көрсетеді. Қолтаңбаны қол қойылған файлдың өзі ғана дәлелдейді.
sheet-code = { $number }-қолтаңба: хеші, қол қойған адам және уақыты
sheet-footer = Tanba { $version } · { $at }
stamp-heading = Электрондық қолтаңба қойылған

## Өтінімдер мен жеке кабинет

label-applicant = Өтініш беруші
label-state = Күйі
label-revoked-at = Кері қайтарылған
label-enrolment = Реттік белгісі
label-application = Өтінім нөмірі
label-come-until = Құжаттарды көрсету мерзімі
label-asked = Сұрақ
label-holds = Сертификатсыз кілт
label-to-delete = Оны жою үшін
label-to-go-on = Жалғастыру үшін
enrolments-none = Кілт алудың аяқталмаған барысы жоқ.
enrolment-asks = Жауабыңыз күтілуде
enrolment-ready = Жалғастыруға болады
enrolment-finished = Кілттер дайын
enrolment-refused = Өтінім қабылданбады
enrolment-rejected = Куәландырушы орталық бас тартты
enrolment-cancelled = Мерзімі өтіп, өтінім жойылды
enrolment-abandoned = Одан бас тарттыңыз
enrolment-waits-verification = Құжаттарды тіркеу орталығында көрсету керек
enrolment-waits-head = Бірінші басшының қолы күтілуде
enrolment-waits-issuance = Сертификат шығарылып жатыр
application-submitted = берілді
application-awaiting-head = бірінші басшының қолын күтуде
application-verified = тексерілді
application-issuing = сертификат шығарылуда
application-issued = сертификат шығарылды
application-installed = сертификат орнатылды
application-refused = қабылданбады
application-returned = түзетуге қайтарылды
application-cancelled = жойылды
asked-agreement = Пайдаланушы келісімін қабылдайсыз ба?
asked-applicant = Кілт кімге керек?
asked-contact = Сізбен қалай байланысуға болады?
asked-storage = Кілт қайда сақталады?
asked-old-key = Қай кілт жаңартылады?
asked-revocation = Жаңа кілт тексерілді. Ескісі кері қайтарылсын ба?
ask-code-renew = Кілтті жаңартуға арналған, { $to } жіберілген код:
ask-code-revoke = Сертификатты кері қайтаруға арналған, { $to } жіберілген код:
certificate-revoked-now = Сертификат кері қайтарылды
label-language = Хаттардың тілі
label-email-reminders = Мерзімі туралы хат жіберу
setting-on = иә
setting-off = жоқ
calendar-key-ends = { $holder }: кілттің мерзімі бітеді
calendar-key-ends-detail = Сертификат { $end } дейін жарамды. Оған дейін Tanba бағдарламасында кілтті ескі кілтпен жаңартыңыз: орталыққа бару қажет емес.
