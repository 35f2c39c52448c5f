# Что показывает система: значок в трее, диалоги, уведомления.

desktop-no-display = здесь нет экрана, чтобы показать окно. В терминале пользуйтесь программой «tanba».

desktop-tray-show = Открыть Tanba
desktop-tray-sign = Подписать документ…
desktop-tray-verify = Проверить подпись…
desktop-tray-renewals = Обновление ключей…
desktop-tray-quit = Выйти

desktop-pick-documents = Выберите документы
desktop-pick-keys = Выберите файлы ключей
desktop-pick-certificates = Выберите сертификаты
desktop-pick-module = Выберите модуль токена
desktop-pick-folder = Выберите папку
desktop-pick-save = Сохранить как
desktop-key-files = Файлы ключей (.p12, .pfx)
desktop-certificate-files = Сертификаты (.cer, .pem, .p7b)
desktop-module-files = Модули PKCS#11
desktop-all-files = Все файлы

desktop-still-working = Tanba ещё работает. Всё равно выйти? Уже подписанные документы останутся подписанными, остальные будут предложены при следующем запуске.
desktop-quit-anyway = Выйти
desktop-keep-going = Продолжить

desktop-signed = { $count ->
    [one] Подписан { $count } документ.
    [few] Подписано { $count } документа.
   *[many] Подписано { $count } документов.
}
desktop-signed-in-part = Подписано: { $count }. Не подписано: { $failed }.

desktop-key-ends = { $days ->
    [0] Срок ключа истекает сегодня
    [one] Срок ключа истекает через { $days } день
    [few] Срок ключа истекает через { $days } дня
   *[many] Срок ключа истекает через { $days } дней
}
desktop-key-ended = Срок ключа истёк
desktop-key-of = { $holder }. Нажмите, чтобы обновить.
desktop-key-of-both = { $holder }, { $organisation }. Нажмите, чтобы обновить.
desktop-certificates-ready = Сертификаты готовы, их можно установить
desktop-application-returned = Заявку на ключи вернули на исправление
desktop-application-refused = В заявке на ключи отказано
