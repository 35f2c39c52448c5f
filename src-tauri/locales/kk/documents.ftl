# Құжаттар: қол қою, тексеру, тарих.

nav-sign = Қол қою
nav-verify = Тексеру
nav-history = Тарих

document-kind-pdf = PDF
document-kind-xml = XML
document-kind-image = Сурет
document-kind-text = Мәтін
document-kind-cms = Қолтаңба файлы
document-kind-other = Файл

documents-open = Ашу
documents-sheet = Басып шығару парағы…
documents-sheet-name = қол-қою-парағы
documents-written = Жазылды: { $file }

## Қарап шығу

preview-of = Құжат: { $name }
preview-page = { $count } беттің { $page }-беті
preview-previous = Алдыңғы бет
preview-next = Келесі бет
preview-zoom-in = Үлкейту
preview-zoom-out = Кішірейту
preview-cut = Бұл — файлдың басы ғана. Қалғанын көру үшін файлды ашыңыз.
preview-nothing = Бұл файлды осы жерде көрсету мүмкін емес
preview-nothing-detail = { $kind }, { $size }. Қол қоймас бұрын оны өз бағдарламасында ашып көріңіз.

## Қол қою

sign-detail = Бір құжатқа да, тұтас қалтаға да бірден қол қоя аласыз
sign-empty = Қол қойылатын құжаттарды осында тастаңыз
sign-empty-detail = PDF, XML, кез келген файл, тұтас қалта
sign-choose = Файл таңдау
sign-choose-folder = Қалта таңдау
sign-stays = Құжаттар мен кілт осы компьютерден шықпайды.
sign-documents = { $count ->
    [one] { $count } құжат
   *[other] { $count } құжат
}
sign-pages = { $count ->
    [one] { $count } бет
   *[other] { $count } бет
}
sign-add = Қосу
sign-add-folder = Қалта қосу
sign-clear = Тізімді тазалау
sign-remove = Тізімнен алып тастау: { $name }
sign-already = қолтаңбасы бар
sign-later = { $count ->
    [one] Файл келесі қол қоюға қалдырылды.
   *[other] { $count } файл келесі қол қоюға қалдырылды.
}

sign-key-ask = Қол қою кезінде таңдаймын
sign-key-ask-detail = Кілт пен құпиясөз бөлек терезеде сұралады
sign-no-key = Қол қою үшін кілт керек
sign-no-key-detail = Кілт файлын қосыңыз немесе жаттығу кілтін алыңыз.
sign-to-keys = Кілттерге өту
sign-allow-expired = Мерзімі өткен кілтпен де қол қоя беру
sign-allow-expired-detail = Алушылардың көбі мұндай қолтаңбаны қабылдамайды.

sign-wishes = Қалай қол қойылады
sign-form-automatic = Пішімі өзі таңдалады
sign-form-automatic-detail = PDF ішіне, ал басқа файлдарға бөлек қолтаңба файлы ретінде қойылады. Көбіне осы дұрыс.
sign-form-pades = PDF ішінде
sign-form-pades-detail = Құжат пен қолтаңба бір файлда болады.
sign-form-detached = Бөлек файл
sign-form-detached-detail = Құжат өзгермейді, қолтаңба жанындағы файлға жазылады. Екеуін бірге жіберіңіз.
sign-form-attached = Құжат қолтаңбаның ішінде
sign-form-attached-detail = Бір файл болады, бірақ құжатты оқу үшін оны шығарып алу керек.
sign-form-xml = XML ішінде
sign-form-xml-detail = Мемлекеттік жүйелер сұрайтын XML құжаттар үшін.
sign-form-unsuited = Тізімдегі құжаттардың бәріне келмейді
sign-time-automatic = уақыт белгісі мүмкін болса
sign-time-automatic-detail = Қызмет жауап берсе, уақыт белгісі қосылады. Жауап бермесе де, қол қойылады.
sign-time-always = уақыт белгісі міндетті
sign-time-always-detail = Уақыт белгісінсіз қол қойылмайды.
sign-time-none = уақыт белгісінсіз
sign-time-none-detail = Желі керек емес. Қолтаңба сертификатпен бірге ескіреді.
sign-folder = Нәтиже қайда жазылады
sign-folder-beside = құжаттың жанына
sign-folder-chosen = «{ $folder }» қалтасына
sign-folder-choose = Өзгерту
sign-folder-reset = Құжаттың жанына жазу

sign-visible = Қолтаңба бетте көрінсін
sign-visible-detail = Орнын беттен тышқанмен сүйреп немесе көрсеткі пернелермен таңдаңыз.
sign-visible-all = { $count ->
    [one] PDF құжатта таңдалған орында көрінеді.
   *[other] { $count } PDF құжаттың бәрінде бір орында көрінеді.
}
sign-visible-here = { $page }-бетке орналастыру
sign-place = { $page }-бет: сол жақтан { $left } %, жоғарыдан { $top } %, ені { $width } %, биіктігі { $height } %
sign-place-name = Қолтаңбаның беттегі орны
sign-place-how = Көрсеткі пернелер жылжытады, Shift пен көрсеткі өлшемін өзгертеді, PageUp пен PageDown басқа бетке апарады.
stamp-heading = Электрондық цифрлық қолтаңба қойылған
stamp-signer = Қол қоюшының аты-жөні

sign-button = { $count ->
    [0] Қол қою
    [one] Құжатқа қол қою
   *[other] { $count } құжатқа қол қою
}
sign-left-out = { $count ->
    [one] { $count } файлға қол қою мүмкін емес, ол қалдырылады.
   *[other] { $count } файлға қол қою мүмкін емес, олар қалдырылады.
}
sign-asking = Бөлек терезеде растауыңыз күтілуде
sign-going = Қол қойылды: { $done } / { $count }
sign-going-one = Құжатқа қол қойылуда
sign-progress = Қол қоюдың барысы
sign-cancel = Тоқтату
sign-results = Әр құжаттың нәтижесі
sign-fate-waiting = Кезегін күтуде
sign-fate-working = Қол қойылуда
sign-fate-signed = Қол қойылды
sign-fate-failed = Қол қойылмады
sign-level-B = уақыт белгісінсіз
sign-level-T = уақыт белгісімен
sign-level-LT = уақыт белгісі және тексеру деректерімен
sign-level-LTA = мұрағаттық уақыт белгісімен
sign-done = { $count ->
    [0] Ешбір құжатқа қол қойылмады
    [one] Құжатқа қол қойылды
   *[other] { $count } құжатқа қол қойылды
}
sign-done-beside = Нәтиже құжаттың жанына жазылды.
sign-done-folder = Нәтиже мына қалтада: { $folder }
sign-failed = { $count ->
    [one] { $count } құжатқа қол қойылмады, себебі төменде жазылған.
   *[other] { $count } құжатқа қол қойылмады, себебі төменде жазылған.
}
sign-left = { $count ->
    [one] { $count } құжаттың кезегі келмей тоқтатылды.
   *[other] { $count } құжаттың кезегі келмей тоқтатылды.
}
sign-retry = { $count ->
    [one] Қол қойылмағанын қайталау
   *[other] Қол қойылмаған { $count } құжатты қайталау
}
sign-rest = { $count ->
    [one] Қалған құжатқа қол қою
   *[other] Қалған { $count } құжатқа қол қою
}
sign-more = Басқа құжаттарға қол қою
sign-verify = Тексеру

## Тексеру

verify-detail = Кім, қашан қол қойғаны және құжаттың өзгермегені тексеріледі
verify-empty = Қол қойылған файлды осында тастаңыз
verify-empty-detail = Қолтаңбасы бар PDF немесе XML, .cms, .p7s, .sig
verify-stays = Құжат ешқайда жіберілмейді. Желіден тек сертификаттың күйі сұралады.
verify-more = Тағы тексеру
verify-clear = Тізімді тазалау
verify-files = { $count ->
    [one] { $count } файл
   *[other] { $count } файл
}
verify-remove = Тізімнен алып тастау: { $name }
verify-busy = Тексерілуде
verify-busy-file = «{ $name }» тексерілуде
verify-waits = Кезегін күтуде
verify-not-run = «{ $name }» файлын тексеру тоқтатылды.
verify-again = Қайта тексеру
verify-working = Орындалуда

verify-verdict-TOTAL-PASSED = { $count ->
    [one] Қолтаңба жарамды
   *[other] Қолтаңбалардың бәрі жарамды
}
verify-verdict-TOTAL-FAILED = { $count ->
    [one] Қолтаңба жарамсыз
   *[other] Жарамсыз қолтаңба бар
}
verify-verdict-INDETERMINATE = { $count ->
    [one] Қолтаңбаның жарамдылығын анықтау мүмкін болмады
   *[other] Кейбір қолтаңбаның жарамдылығын анықтау мүмкін болмады
}
verify-means-TOTAL-PASSED = Құжат қол қойылғаннан бері өзгермеген, қол қоюшының сертификаты сенімді.
verify-means-TOTAL-FAILED = Бұл құжатқа сенбеңіз. Қол қоюшыдан жаңасын сұраңыз.
verify-means-INDETERMINATE = Бұл қолтаңба жарамсыз деген сөз емес: шешім шығаруға бір нәрсе жетпейді. Не жетпейтіні төменде жазылған.
verify-chip-TOTAL-PASSED = Жарамды
verify-chip-TOTAL-FAILED = Жарамсыз
verify-chip-INDETERMINATE = Анықталмады
verify-chip-failed = Тексерілмеді
verify-compared = салыстырылған құжат: { $document }
verify-checked-at = тексерілген уақыты: { $at }
verify-practice = Бұл — жаттығу қолтаңбасы
verify-practice-detail = Оны осы компьютердегі жаттығу орталығы ғана таниды. Заңды күші жоқ.
verify-signer-unknown = Қол қоюшы белгісіз
verify-when-proven = — уақыт белгісімен дәлелденген
verify-when-claimed = — қол қоюшының өзі көрсеткен уақыт
verify-when-unknown = Қашан қол қойылғаны көрсетілмеген
verify-chain = Сертификаттар тізбегі
verify-chain-detail = Қол қоюшыға кім кепіл
verify-chain-issuer = Куәландырушы орталық
verify-chain-valid = Жарамдылық мерзімі: { $from } – { $until }
verify-chain-none = Сенімді орталыққа апаратын тізбек табылмады.
verify-revocation-good = Қайтарып алынбаған
verify-revocation-revoked = Қайтарып алынған
verify-revocation-unknown = Қайтарып алынған-алынбағаны белгісіз
verify-revocation-not-needed = Қайтарып алуды тексеру қажет емес
verify-revoked-at = Қайтарып алынған уақыты
verify-form-cms = CMS (CAdES)
verify-form-pdf = PDF (PAdES)
verify-form-xml = XML (XAdES)
verify-level-none = жоқ
verify-missing = Қол қойылған құжатты көрсетіңіз
verify-missing-detail = Қолтаңба құжаттан бөлек файлда. Құжат жанынан табылмады, сондықтан салыстыру мүмкін болмады.
verify-missing-other = «{ $document }» қол қойылған құжат болмай шықты. Басқасын көрсетіңіз.
verify-missing-choose = Құжатты көрсету
verify-sign-instead = Осы құжатқа қол қою
verify-unavailable = { $count ->
    [one] Бір қызмет жауап бермеді
   *[other] { $count } қызмет жауап бермеді
}
verify-report = Есепті сақтау (PDF)
verify-report-json = Есепті бағдарламалар үшін сақтау (JSON)
verify-report-name = тексеру-есебі
verify-extend = Уақыт белгісін қосу
verify-extended = Уақыт белгісі қосылды: { $file }
verify-extract = Құжатты шығарып алу

## Тарих

history-detail = Осы компьютерде қол қойылған және тексерілген құжаттар
history-empty-detail = Мұнда әр қол қою мен тексеру жазылады. Жазбаларды білдіртпей өзгерту мүмкін емес.
history-empty-sign = Құжатқа қол қою
history-list = Жазбалар, жаңасы бірінші
history-search = Тарихтан іздеу
history-search-hint = Құжат атауы, қол қоюшы, хеш
history-search-clear = Іздеуді тазалау
history-found = { $count ->
    [one] { $count } жазба табылды
   *[other] { $count } жазба табылды
}
history-none = Ештеңе табылмады
history-none-detail = «{ $words }» сөзі бар жазба жоқ.
history-check = Бүтіндігін тексеру
history-checking = Тарихтың бүтіндігі тексерілуде
history-not-whole = Тарих өзгертілген
history-more-faults = { $count ->
    [one] тағы { $count } ақау
   *[other] тағы { $count } ақау
}
history-at = Уақыты
history-what = Әрекет
history-number = Жазба нөмірі
history-verify = Қолтаңбаны тексеру
