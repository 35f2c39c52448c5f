application-received-subject = { $number } өтінімі қабылданды
application-received =
    Электрондық қолтаңба кілттеріне берген өтініміңіз қабылданды. Өтінім нөмірі: { $number }.

    Жеке куәлігіңіз бен ұйымның құжаттарын алып, { $until } дейін тіркеу орталығына келіңіз. Осы күнге дейін расталмаған өтінім жойылады.

    Өтінімнің күйін Tanba бағдарламасынан кез келген уақытта көре аласыз.
application-awaits-head-subject = { $number } өтінімі басшының қолын күтуде
application-awaits-head =
    Электрондық қолтаңба кілттеріне берген өтініміңіз қабылданды. Өтінім нөмірі: { $number }.

    Ұйымның бірінші басшысы оған { $until } дейін жеке кабинетте қол қоюы керек. Осы күнге дейін қол қойылмаған өтінім жойылады.
application-verified-subject = { $number } өтінімі расталды
application-verified = { $number } өтінімі тексеріліп, расталды. Тіркеу куәліктері шығарылып жатыр.
application-issued-subject = { $number } өтінімі бойынша тіркеу куәліктері дайын
application-issued =
    { $number } өтінімі бойынша тіркеу куәліктері дайын.

    Өтінім берген компьютерде Tanba бағдарламасын ашыңыз: ол куәліктерді кілттеріңізге орнатады.
application-refused-subject = { $number } өтінімінен бас тартылды
application-refused =
    { $number } өтінімінен бас тартылды.

    Себебі: { $reason }
application-returned-subject = { $number } өтінімі қайтарылды
application-returned =
    { $number } өтінімі өзіңізге қайтарылды.

    Түзету керегі: { $reason }

    Түзетіп, өтінімді қайта беріңіз: енгізгеніңіздің бәрі Tanba жадында.
application-cancelled-subject = { $number } өтінімі жойылды
application-cancelled = { $number } өтінімі бір ай ішінде расталмағандықтан жойылды. Жаңа өтінім бере аласыз.
code-renew-subject = Кілттерді ұзарту коды
code-renew = Электрондық қолтаңба кілттерін ұзарту коды: { $code }. Код { $minutes } минут жарамды. Оны ешкімге айтпаңыз.
code-renew-sms = { $code } — ЭЦҚ кілттерін ұзарту коды. Оны ешкімге айтпаңыз.
code-revoke-subject = Куәлікті кері қайтару коды
code-revoke = Тіркеу куәлігін кері қайтару коды: { $code }. Код { $minutes } минут жарамды. Оны ешкімге айтпаңыз.
code-revoke-sms = { $code } — ЭЦҚ куәлігін кері қайтару коды. Оны ешкімге айтпаңыз.
certificate-expires-subject = Электрондық қолтаңба кілтіңіз { $until } дейін жарамды
certificate-expires =
    Электрондық қолтаңба кілті ({ $name }) { $until } дейін жарамды.

    Мерзімі бітпей тұрып, оны Tanba бағдарламасында ұзартыңыз: ешқайда барудың керегі жоқ.
certificate-expires-sms = ЭЦҚ кілтіңіз { $until } дейін жарамды. Оны Tanba-да ұзартыңыз, ешқайда барудың керегі жоқ.
certificate-revoked-subject = Тіркеу куәлігі кері қайтарылды
certificate-revoked =
    { $serial } тіркеу куәлігі ({ $name }) кері қайтарылды. Осыдан кейін онымен қойылған қолтаңбалар жарамсыз.

    Мұны сіз жасамасаңыз, куәландырушы орталыққа дереу хабарласыңыз.

reason-documents-missing = Құжат жетіспейді. Жеке куәлігіңіз бен ұйымның құжаттарын әкеліңіз.
reason-data-mismatch = Өтінімдегі деректер құжаттарға сәйкес келмейді.
reason-not-authorised = Осы ұйымның атынан әрекет етуге құқығыңыз бар екені құжаттардан көрінбейді.
reason-identity-not-confirmed = Жеке басыңызды растау мүмкін болмады.
reason-duplicate = Дәл осы кілттерге басқа өтінім бар.
reason-not-certifiable = Бұл кілтке куәлік шығару мүмкін емес. Жаңа кілттер жасап, өтінімді қайта беріңіз.
reason-head-refused = Ұйым басшысы өтінімді қабылдамады.

form-title = Электрондық қолтаңба кілттеріне өтінім
form-application = Өтінім
form-number = Нөмірі
form-submitted = Берілген күні
form-until = Растау мерзімі
form-organisation = Заңды тұлға
form-name = Атауы
form-bin = БСН
form-applicant = Кілт иесі
form-person = Тегі, аты
form-iin = ЖСН
form-template = Үлгі
form-system-name = Ақпараттық жүйенің атауы
form-treasury-role = Қазынашылықтағы рөлі
form-treasury-code = Қазынашылық коды
form-system-id = Жүйенің объектілік идентификаторы (OID)
form-place = Өңір және қала
form-email = Электрондық пошта
form-keys = Кілттер
form-storage = Сақтау орны
form-digest = Сұраудың SHA-256 мәні
form-agreement = Пайдаланушы келісімі
form-bring = Осы өтінімді, жеке куәлігіңізді және ұйымның құжаттарын алып, тіркеу орталығына келіңіз.
form-head = Ұйымның бірінші басшысы бұл өтінімге жеке кабинетте қол қояды.
form-signature = Өтініш берушінің қолы: ____________________    Күні: ____________
form-qr = Өтінім нөмірі
form-footer = Tanba · тәжірибе: ешкімге міндет жүктемейді
template-head = Бірінші басшы
template-right-to-sign = Қол қою құқығы бар қызметкер
template-financial = Қаржы құжаттарына қол қою құқығы бар қызметкер
template-hr = Кадр бөлімінің қызметкері
template-employee = Ұйым қызметкері
template-treasury = Қазынашылық жүйесінің пайдаланушысы
template-information-system = Ақпараттық жүйе
template-individual = Жеке тұлға
storage-pkcs12 = Компьютер (файл)
storage-kaztoken = Kaztoken
storage-etoken-72k = eToken PRO 72K
storage-etoken-5110 = eToken 5110
storage-jacarta = JaCarta
storage-akey = aKey
