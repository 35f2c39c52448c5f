# Кілттердің мерзімі мен жеке кабинет.

nav-renewals = Мерзімдер
nav-account = Жеке кабинет
renewals-title = Кілттердің мерзімі
renewals-detail = { $count ->
    [0] Барлық кілттің мерзіміне бір айдан көп уақыт бар
    [one] { $count } кілттің мерзімі бір ай ішінде бітеді
   *[other] { $count } кілттің мерзімі бір ай ішінде бітеді
}
renewals-today = Бүгін
renewals-lasts = Жарамдылық мерзімі: { $from } – { $to }
renewals-days-left = { $days ->
    [0] Бүгін аяқталады
    [one] { $days } күн қалды
   *[other] { $days } күн қалды
}
renewals-ended-at = Аяқталған күні: { $date }
renewals-empty = Мерзімі белгілі кілт жоқ
renewals-empty-detail = Кілтпен бір рет қол қойылғаннан кейін оның мерзімі осында көрінеді.
renewals-unopened = { $count ->
    [one] Тағы { $count } кілт мұнда әлі ашылмаған: оның мерзімі белгісіз.
   *[other] Тағы { $count } кілт мұнда әлі ашылмаған: олардың мерзімі белгісіз.
}
renewals-to-keys = Кілттерге өту
renewals-calendar = Күнтізбеге сақтау
renewals-calendar-name = кілт-мерзімдері.ics
renewals-not-here-token = Токен қосылмаған
renewals-not-here-file = Файл қазір қолжетімсіз
renewals-bring-token = Жаңарту үшін токенді қосыңыз.
renewals-bring-file = Жаңарту үшін кілт файлы жатқан тасушыны қосыңыз.
renewals-verb-sign = Жаңарту
renewals-verb-apply = Жаңа кілт алу
renewals-verb-go-on = Жалғастыру
renewals-verb-revoke = Ескісін қайтарып алу
renewals-verb-look = Орталықтан сұрау
renewals-way-check = Мерзімі өтсе де, 30 күнге дейін осы кілтпен жаңартуға болады: орталық мәліметтерді қайта тексереді, содан кейін жаңа кілтті осы жерде орнатасыз.
renewals-way-apply = Бұл кілтпен жаңартуға болмайды. Жаңа кілт алуға өтінім беріп, тіркеу орталығына құжаттарды көрсетіңіз.
renewals-way-elsewhere = Кілтті берген орталықта жаңартылады: { $issuer }.
renewals-way-nothing = Оның орнына жаңа кілт бар, ештеңе істеудің қажеті жоқ.
renew-title = Кілтті жаңарту
renew-detail = Жаңа кілт жасалып, сұрауға ескі кілтпен қол қойылады. Орталыққа барудың қажеті жоқ. Ескі кілт өзіңіз қайтарып алғанша жарамды болып қалады.
renew-secret-file = Құпиясөз бір рет сұралады: жаңа кілттің құпиясөзі ескісінікіндей болады. Сонан соң телефонға немесе поштаға келген кодты енгізесіз.
renew-secret-token = PIN код бір рет сұралады. Сонан соң телефонға немесе поштаға келген кодты енгізесіз.
renew-secret-file-token = Ескі кілттің құпиясөзі мен токеннің PIN коды сұралады. Сонан соң телефонға немесе поштаға келген кодты енгізесіз.
renew-secret-token-folder = Токеннің PIN коды сұралады, жаңа кілтке құпиясөз ойлап табасыз. Сонан соң телефонға немесе поштаға келген кодты енгізесіз.
renew-secret-two-tokens = Әр токеннің PIN коды бір рет сұралады. Сонан соң телефонға немесе поштаға келген кодты енгізесіз.
renew-place = Жаңа кілт қайда сақталады
renew-place-same = Ескі кілт жатқан жерде
renew-place-folder = Басқа қалтада
renew-place-folder-choose = Қалтаны таңдайсыз
renew-place-token = Токен: { $token }
renew-place-token-detail = Кілт токеннен шықпайды
renew-authority = Куәландырушы орталық
renew-working = Кілт жаңартылып жатыр
renew-working-detail = Үзілсе де, ештеңе жоғалмайды: осы жерден жалғастырасыз.
renew-revoking = Ескі кілт қайтарып алынуда
renew-done = Жаңа кілт дайын, қол қойып тексерілді
renew-done-detail = Ескі кілтті қазір қайтарып алуға болады. Қайтарып алынған кілтпен енді қол қою мүмкін емес, бұрынғы қолтаңбалар күшінде қалады.
renew-revoke = Ескі кілтті қайтарып алу
renew-later = Кейін
renew-revoked = Ескі кілт қайтарып алынды
renew-waits = Орталық мәліметтерді тексеріп жатыр
renew-waits-detail = Өтінім { $number }. Мақұлданғаннан кейін жаңа кілтті осы жерде орнатасыз.
renew-broken-off = Жаңарту үзіліп қалған
renew-failed = Орталық жаңартудан бас тартты
renew-stop = Жаңартудан бас тарту
renew-stop-title = Жаңартудан бас тартасыз ба?
renew-stop-detail = Ескі кілт сол күйінде қалады.
renew-move = Жаңа кілт қай жерде жасалсын?
renew-given-up = Жаңартудан бас тартылды
renew-given-up-detail = Одан сертификатсыз кілттер қалды.
need-renew = Жаңарту

## Жеке кабинет

account-enter = Кабинетке кіру
account-enter-title = Сізге берілгеннің бәрі бір жерде
account-enter-detail = Кіру үшін кілтпен қол қойылады. Сеанс осы бағдарламада ғана сақталады, терезе жабылғанда немесе экран бұғатталғанда аяқталады.
account-authority = Куәландырушы орталық
account-other-authority = Басқа мекенжай
account-address = Орталықтың мекенжайы
account-key = Кіретін кілт
account-no-key = Кіру үшін кілт керек
account-no-key-detail = Осы орталық берген кілтті қосыңыз немесе жаңасын алыңыз.
account-leave = Шығу
account-until = Сеанс { $time } дейін
account-head = Бірінші басшы
account-issued = Берілген сертификаттар
account-issued-detail = Қай жерде алынғанына қарамастан, атыңызға берілгендердің бәрі. Танымайтын біреуі болса, бірден қайтарып алыңыз.
account-staff = Қызметкерлердің сертификаттары
account-staff-detail = Жұмыстан кеткен қызметкердің сертификатын қайтарып алыңыз.
account-here = Осы компьютерде
account-elsewhere = Бұл компьютерде жоқ
account-not-me = Бұл мен емес
account-revoke = Қайтарып алу
account-revoked = Сертификат қайтарып алынды
account-valid-until = { $date } дейін жарамды
account-expired-at = Аяқталған күні: { $date }
account-revoked-at = Қайтарып алынған күні: { $date } · { $reason }
revoke-title = Сертификатты қайтарып алу
revoke-detail = { $holder } бұл кілтпен енді қол қоя алмайды. Мұны кері қайтаруға болмайды. Растау үшін код жіберіледі.
revoke-this-one = Осы сертификатпен кірдіңіз: қайтарып алынғаннан кейін сеанс аяқталады.
revoke-reason = Себебі
revoke-key-compromise = Кілт бөтен қолда болуы мүмкін
revoke-key-compromise-detail = Жоғалды, ұрланды немесе сертификатты сіз алмағансыз
revoke-superseded = Жаңа кілт алынды
revoke-cessation-of-operation = Енді қажет емес
revoke-affiliation-changed = Мәліметтер өзгерді
revoke-affiliation-changed-detail = Аты-жөні, ұйымы немесе лауазымы
revoke-privilege-withdrawn = Өкілеттік қайтарып алынды
account-applications = Өтінімдер
account-to-sign = Қолыңызды күтіп тұр
account-to-sign-detail = Қызметкердің өтініміне қол қойсаңыз, ол ұйым атынан кілт алады.
account-sign = Қол қою
account-refuse = Қабылдамау
account-signed = Өтінімге қол қойылды
account-refused = Өтінім қабылданбады
refuse-title = Өтінімді қабылдамау
refuse-detail = { $name } мына себепті көреді.
account-settings = Баптаулар
account-language = Хаттар мен хабарламалардың тілі
account-reminders = Мерзімі біткенше поштаға ескерту жіберілсін
account-reminders-detail = 30, 14 және 7 күн қалғанда. Он күн қалғандағы SMS әрқашан жіберіледі.
account-ended = Сеанс аяқталды. Жалғастыру үшін қайта кіріңіз.

## Бір реттік код

prompt-code-renew = Кілтті жаңартуды растайтын код жіберілді: { $to }.
prompt-code-revoke = Сертификатты қайтарып алуды растайтын код жіберілді: { $to }.
prompt-code-label = Код
prompt-code-hint = { $time } дейін жарамды. Кодты ешкімге айтпаңыз: орталық қызметкерлері оны сұрамайды.
