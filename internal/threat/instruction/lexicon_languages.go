package instruction

// languages adds words of other languages to the classes, without accents. Chinese and
// Japanese are read in pairs of signs, Korean in the two first syllables of a stem.
//
//nolint:misspell // The words of other languages are not misspelt English.
var languages = map[class]string{
	ignoring: `ignora ignorar ignore olvida olvide omite ignorez oubliez oublie ignorer ignoriere ignorieren vergiss vergessen
		missachte ignorieren esqueca esquecer desconsidere ignori dimentica ignorate игнорируй игнорируйте игнорировать
		забудь забудьте проигнорируй 忽略 无视 忘记 忘掉 無視 忽視 忘れ 무시 잊어 تجاهل تجاهلوا انس negeer vergeet
		zignoruj zapomnij`,
	previous: `anterior anteriores previas previos precedente precedentes precedents vorherigen vorherige bisherigen obigen
		frueheren precedenti предыдущие предыдущих предыдущую прежние вышеуказанные 之前 以前 先前 此前 上面 前述 上述 이전
		앞선 السابقة السابق أعلاه vorige eerdere poprzednie`,
	orders: `instrucciones instruccion reglas ordenes indicaciones consignes regles directives anweisungen anweisung regeln
		vorgaben befehle instrucoes regras comandos istruzioni regole инструкции инструкций инструкцию указания правила
		команды 指令 指示 命令 规则 提示 規則 지시 명령 규칙 التعليمات تعليمات الأوامر instructies polecenia instrukcje`,
	please: `favor veuillez bitte пожалуйста prego plait alsjeblieft prosze`,
	you: `usted tus vous votre vos deine dein ihre ihnen dir dich voce seu sua tuo tua вы ты ваш ваше вам тебе
		твои твой`,
	me: `mis moi mein meine meinen mir mich meu minha mio mia мой моя мои мне меня`,
	must: `debes debe deben siempre nunca devez doit toujours jamais musst muss mussen immer niemals deve devem sempre
		mai devi должен должны всегда никогда обязательно 必须 必須 总是 务必 반드시 항상 يجب`,
	secret: `contrasena contrasenas clave claves passe passwort kennwort passworter senha senhas chave parola пароль пароли
		пароля ключ 密码 密碼 口令 パス 비밀 암호 كلمة السر wachtwoord haslo geheime`,
	user: `usuario usuarios utilisateur utilisateurs benutzer nutzer utente utenti пользователь пользователя пользователю
		用户 用戶 使用者 사용 المستخدم gebruiker`,
	system: `sistema systeme система системы системный 系统 系統 システ 시스 النظام`,
	urgent: `importante urgente wichtig dringend achtung важно срочно внимание 重要 紧急 緊急 중요 مهم عاجل belangrijk`,
	send: `envia envie enviar reenvia manda envoyez envoie envoyer transferez sende senden leite leiten schicke schicken uberweise
		envie mande invia inviare отправь отправьте отправить перешли 发送 發送 转发 送信 보내 전송 أرسل stuur verzend wyslij`,
	talk: `diga dime menciones muestra revela reveles dites montrez revele mentionnez sag sage zeige verrate erwahne diga
		mostre revele mostra rivela скажи скажите покажи покажите раскрой сообщай говори 告诉 告訴 透露 显示 教えて 알려
		말하 أخبر اكشف`,
	gather: `obten busca recupera lee donnez recuperez lisez hole lies finde obtenha leia pegue ottieni leggi прочитай найди
		получи 获取 读取 查找 読み 읽어 اقرأ`,
	call: `usa utiliza ejecuta llama utilisez executez appelez verwende nutze fuhre rufe execute chame esegui
		используй используйте выполни выполните запусти 使用 执行 調用 调用 実行 실행 사용 استخدم نفذ`,
	destroy: `elimina borra supprimez effacez losche loschen entferne exclua apague cancella удали удалите сотри 删除 刪除
		削除 삭제 احذف verwijder usun`,
	pay: `transfiere paga transferez payez bezahle uberweisen transfira pague trasferisci переведи переведите 转账 转帐 汇款
		振込 이체 حول`,
	informing: `menciones digas reveles mentionnez revelez informez verrate erwahne informiere mencione revele menzionare сообщай
		сообщайте говори упоминай 告诉 告訴 透露 教え 알려 تخبر`,
	not:     `nicht nichts kein keine ne pas rien jamais non nao не нет никому 不要 别 勿 لا niet nie`,
	now:     `ahora desormais maintenant jetzt agora adesso теперь сейчас 现在 從現 从现 今から 지금 الآن`,
	role:    `actua finge agis agissez simule handle finja aja fingi представь притворись 扮演 假装 ふり`,
	instead: `cambio lugar plutot stattdessen anstatt invece вместо 而是 代わり 대신`,
	all:     `todas todos toutes tous alle alles tutte tutti все всё 所有 全部 すべ 모든 جميع كل`,
}
