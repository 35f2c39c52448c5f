# Жүйе көрсететін мәтіндер: трей, диалогтар, хабарландырулар.

desktop-no-display = мұнда терезе көрсететін экран жоқ. Терминалда «tanba» бағдарламасын пайдаланыңыз.

desktop-tray-show = Tanba терезесін ашу
desktop-tray-sign = Құжатқа қол қою…
desktop-tray-verify = Қолтаңбаны тексеру…
desktop-tray-renewals = Кілттерді жаңарту…
desktop-tray-quit = Шығу

desktop-pick-documents = Құжаттарды таңдаңыз
desktop-pick-keys = Кілт файлдарын таңдаңыз
desktop-pick-certificates = Сертификаттарды таңдаңыз
desktop-pick-module = Токеннің модулін таңдаңыз
desktop-pick-folder = Қалтаны таңдаңыз
desktop-pick-save = Басқаша сақтау
desktop-key-files = Кілт файлдары (.p12, .pfx)
desktop-certificate-files = Сертификаттар (.cer, .pem, .p7b)
desktop-module-files = PKCS#11 модульдері
desktop-all-files = Барлық файлдар

desktop-still-working = Tanba әлі жұмыс істеп жатыр. Сонда да шығасыз ба? Қол қойылған құжаттар сақталады, қалғандары келесі ашқанда қайта ұсынылады.
desktop-quit-anyway = Шығу
desktop-keep-going = Жалғастыру

desktop-signed = { $count ->
    [one] { $count } құжатқа қол қойылды.
   *[other] { $count } құжатқа қол қойылды.
}
desktop-signed-in-part = Қол қойылды: { $count }. Қол қойылмады: { $failed }.

desktop-key-ends = { $days ->
    [0] Кілттің мерзімі бүгін бітеді
    [one] Кілттің мерзімі бітуіне { $days } күн қалды
   *[other] Кілттің мерзімі бітуіне { $days } күн қалды
}
desktop-key-ended = Кілттің мерзімі бітті
desktop-key-of = { $holder }. Жаңарту үшін осы жерді басыңыз.
desktop-key-of-both = { $holder }, { $organisation }. Жаңарту үшін осы жерді басыңыз.
desktop-certificates-ready = Сертификаттар дайын, орнатуға болады
desktop-application-returned = Кілт алуға өтінім түзетуге қайтарылды
desktop-application-refused = Кілт алуға өтінім қабылданбады
