# Жүйе көрсететін мәтіндер: трей, диалогтар, хабарландырулар.

desktop-no-display = мұнда терезе көрсететін экран жоқ. Терминалда «tanba» бағдарламасын пайдаланыңыз.

desktop-tray-show = Tanba терезесін ашу
desktop-tray-sign = Құжатқа қол қою…
desktop-tray-verify = Қолтаңбаны тексеру…
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
