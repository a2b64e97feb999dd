//! The words of boilerplate, one line of a page per row. Rows are normalized by `fold`: lower case, `#` for
//! numbers, no marks at the ends. A row that ends in `*` is the beginning of a line. To add a language, add
//! rows.

/// Single lines that are removed.
#[rustfmt::skip]
pub(super) const LINES: [&str; 597] = [
    // Sharing.
    "get link", "other apps", "share", "share #", "share this*", "share article*", "share on *",
    "share via *", "share to *", "share post", "share story", "shares", "# shares", "share with*",
    "share:*", "tweet this*", "pin this*", "pin it", "email this*", "e-mail this*", "blogthis",
    "print this*", "print friendly*", "print article", "click to share*", "click to email*",
    "click to print*", "copy link", "link copied*", "copy url", "like this", "like loading", "loading",
    "teilen", "artikel teilen", "beitrag teilen", "drucken", "partager", "partager sur*",
    "partager cet article", "imprimer", "compartir", "compartir en*", "comparte est*", "comparta est*",
    "imprimir", "condividi", "condividi su*", "compartilhar", "compartilhe*", "partilhar", "delen",
    "deel dit*", "udostępnij*",
    "sdílet", "dela", "del", "jaa", "поделиться*", "поділитися*", "分享", "分享到*", "シェア", "paylaş",
    // Advertising.
    "advertisement", "advertisements", "advertising", "ad", "ads", "sponsored", "sponsored content",
    "promoted", "promoted content", "story continues below*", "article continues below*",
    "article continues after*", "continue reading below*", "scroll to continue*", "end of advertisement",
    "this ad will end*", "anzeige", "werbung", "publicité", "publicidad", "pubblicità", "publicidade",
    "reklama", "advertentie", "annons", "реклама", "广告", "広告",
    // Reading and listening.
    "# min read", "# mins read", "# minute read", "# minutes read", "# min", "# minutes", "reading time*",
    "estimated reading time*", "read time*", "unable to calculate read time", "lesezeit*", "# min lesezeit",
    "temps de lecture*", "lecture # min", "tiempo de lectura*", "tempo di lettura*", "tempo de leitura*",
    "leestijd*", "время чтения*", "listen to this*", "listen to article*", "listen", "play", "pause",
    "play audio", "play video", "watch video", "now playing*", "your browser does not support*", "# views",
    "# total views*", "views #", "views", "# view", "rating #*", "rate this*", "# words", "# comments off*",
    "# likes",
    // Navigation.
    "close", "sign up", "register", "home", "back to top", "to top", "back to home", "next", "previous",
    "prev", "next article", "previous article", "next post", "previous post", "next post *",
    "previous post *", "next story", "previous story", "older post", "newer post", "older posts",
    "newer posts", "older post home newer post", "newer post home older post", "next page", "previous page",
    "page # of #", "view all", "see all", "show more", "show less", "load more", "view more", "see more",
    "read more", "read more *", "continue reading", "read full article", "read full story",
    "read the full*", "read on", "expand", "table of contents", "translate", "translate this*",
    "font size*", "text size*", "a+ a-", "dark mode", "toggle caption", "hide caption",
    "enlarge this image", "view gallery", "photo gallery", "image # of #", "# of #", "browsing tag",
    "bookmark the permalink", "permalink", "edit", "embed", "save", "bookmark", "report", "reply", "print",
    "like", "follow", "following", "featured", "source link", "weiterlesen", "mehr lesen", "lire la suite",
    "leer más", "leggi tutto", "leia mais", "читать далее", "читать дальше", "следующая новость", "阅读全文",
    "nach oben", "zur startseite", "ends", "end", "end of release",
    // Signing up and following.
    "subscribe", "subscribe now", "subscribe today", "subscribe to*", "subscribe for*", "subscribe here",
    "subscribed", "sign up for*", "sign up to*", "join our*", "join us on*", "join the newsletter*",
    "newsletter", "newsletter*sign up", "get our*", "get the latest*", "get the best*", "get updates*",
    "enter your email*", "your email*", "email address", "download our*", "download the app*", "follow us*",
    "follow me on*", "follow on*", "find us on*", "like us on*", "add us on*", "donate", "donate now",
    "support us", "buy me a coffee", "become a member*", "become a patron*", "folgen sie uns*",
    "folge uns*", "suivez-nous*", "síguenos*", "seguici su*", "siga-nos*", "подписывайтесь*", "подписаться",
    "关注我们",
    "share your*", "share by*", "spread the word", "advertisement - *",
    "skip advertisement", "remove ads", "jump to recipe", "print recipe", "save recipe", "rate recipe",
    "did you make this recipe*", "top", "back to blog", "back to all*", "back to news*", "all posts",
    "view this email in*", "view in browser", "view online", "you are receiving this*",
    "you're receiving this*", "you received this*", "unsubscribe*", "update your preferences",
    "update preferences", "forward to a friend", "manage your subscription*", "already a subscriber*",
    "already a member*", "already have an account*", "to continue reading*", "continue reading with*",
    "to read the full*", "log in to continue*", "register to continue*", "this article is for subscribers*",
    "this content is for*", "subscribers only*", "premium", "paid", "free preview", "try it free*",
    "try it for free", "try for free", "start your free*", "get started for free",
    "request a demo", "book a demo", "contact sales", "learn more", "find out more", "is this page useful",
    "was this page helpful*", "was this article helpful*", "was this helpful", "yes this page is useful",
    "no this page is not useful", "report a problem with*", "click here to*", "# followers", "# follower",
    "# subscribers", "# upvotes", "# points", "for immediate release", "embargoed until*", "press release",
    "news release", "media release", "# #", "our standards:*", "purchase licensing rights", "reprints",
    "order reprints", "request permissions", "cite this*", "download pdf", "download as pdf", "pdf",
    "view pdf", "listen to the article", "listen to this article*", "gift this article*",
    "give this article", "comment on facebook", "like on facebook", "add to reading list",
    "add to favorites", "add as preferred*", "make us preferred*", "google news",
    "follow on google news*", "weiter", "zurück", "merken", "kommentieren", "vorlesen", "zur merkliste*",
    "artikel merken", "artikel anhören*", "jetzt anmelden*", "jetzt abonnieren*", "newsletter abonnieren*",
    "teilen mit", "gefällt mir", "wird geladen", "réutiliser ce contenu", "contribuer", "offrir l'article",
    "ajouter à vos favoris", "ajouter à vos sélections", "réservé aux abonnés*",
    "article réservé aux abonnés*", "s'abonner", "abonnez-vous*", "inscrivez-vous*", "se connecter",
    "je m'abonne", "partager l'article", "écouter l'article", "publicité - *", "compartir en facebook",
    "archivado en", "regístrate gratis*", "suscríbete*", "suscríbase*", "iniciar sesión", "guardar",
    "escuchar", "tiempo de lectura *", "seguir leyendo", "ver más", "riproduzione riservata",
    "© riproduzione riservata", "abbonati*", "iscriviti*", "condividi l'articolo", "ascolta l'articolo",
    "assine*", "inscreva-se*", "continua após a publicidade*",
    "continua depois da publicidade*", "ouvir", "salvar", "подпишитесь*",
    "подписывайся*", "наш канал в telegram*", "наш телеграм*", "мы в telegram*", "читайте нас*",
    "следите за нашими*", "распечатать", "скопировать ссылку", "haberin devamı", "abone ol*",
    "bültenimize*", "takip et*", "bizi takip edin*", "yazdır", "yorum yap", "责任编辑*", "责编*", "编辑:*",
    "打印", "字号*", "收藏", "扫一扫*", "来源:*", "شارك", "مشاركة", "شارك المقال*", "اطبع",
    "طباعة", "حفظ", "إعلان", "اشترك*", "تابعنا*", "تابعونا*", "साझा करें", "शेयर करें", "विज्ञापन",
    "हमें फॉलो करें*", "بیشتر بخوانید", "공유*", "광고", "シェアする", "ツイート",
   
    "edited by *", "edited by: *", "translated by *", "translated from *",
    "this story was originally published*", "this article was originally published*",
    "this post was originally published*",
    "please disable your ad*", "we noticed you're using an ad*", "support independent journalism*",
    "support our journalism*",
    "printer-friendly version", "printable version", "send by email", "send to a friend", "hits: #",
    "views: #", "reads: #", "read: #", "comments: #", "likes: #", "visits: #", "aufrufe: #", "zugriffe: #",
    "visitas: #", "просмотров: #", "просмотры: #", "# notes", "# reads", "# hits", "# reactions", "# claps",
    "reblog", "story continues", "share or comment*", "send your story*",
    "send us your*", "whatsapp us*", "got a tip*", "got a story*", "have a story*", "do you have a story*",
    "news provided by", "上一篇*", "下一篇*", "上一页", "下一页", "返回首页", "返回列表", "dieses thema im programm*",
    "über dieses thema berichtete*", "sendung: *", "entrada más reciente", "entrada antigua",
    "entradas antiguas", "página principal", "article suivant*", "article précédent*", "nächster beitrag*",
    "vorheriger beitrag*", "следующая запись*", "предыдущая запись*", "следующая статья*",
    "предыдущая статья*", "sonraki yazı*", "önceki yazı*",
    "link abrufen", "andere apps", "obtenir le lien", "autres applications", "obtener enlace",
    "obtener vínculo", "otras aplicaciones", "otras apps", "ottieni link", "altre app", "gerar link",
    "obter link", "outros aplicativos", "outras aplicações", "link ophalen", "pobierz link",
    "inne aplikacje", "získat odkaz", "další aplikace", "hämta länk", "andra appar", "få link",
    "andre apps", "hanki linkki", "muut sovellukset", "получить ссылку", "другие приложения",
    "отримати посилання", "інші програми", "bağlantıyı al", "diğer uygulamalar", "obțineți linkul",
    "alte aplicații", "λήψη συνδέσμου", "άλλες εφαρμογές", "dapatkan link", "aplikasi lainnya",
    "nhận đường liên kết", "ứng dụng khác", "الحصول على الرابط", "التطبيقات الأخرى", "लिंक पाएं",
    "दूसरे ऐप", "获取链接", "其他应用", "取得連結", "其他應用程式", "リンクを取得", "他のアプリ", "링크 가져오기", "다른 앱",
    "lesedauer*", "durée de lecture*", "okuma süresi*", "阅读时间*", "время прочтения*", "czas czytania*",
    "lästid*", "lesetid*", "læsetid*", "lukuaika*", "doba čtení*", "olvasási idő*", "timp de citire*",
    "χρόνος ανάγνωσης*", "waktu baca*", "# menit baca", "وقت القراءة*", "पढ़ने का समय*", "読了時間*",
    "# min de lecture", "# min de lectura", "# min di lettura", "# min de leitura", "# min. lesezeit",
    "# minuten lesezeit", "# minuten", "# minutes de lecture", "# minutos de lectura",
    "# minuti di lettura", "# мин", "# мин чтения", "# dk okuma",
];

/// Lines of the site's navigation. The lines above them belong to the site as well.
#[rustfmt::skip]
pub(super) const NAVIGATION: [&str; 23] = [
    "skip to*", "jump to content", "jump to navigation", "menu", "main menu", "open menu", "close menu",
    "toggle navigation", "toggle menu", "search", "search for", "search this site", "suche", "rechercher",
    "buscar", "поиск", "log in", "login", "sign in", "my account", "log in or sign up*",
    "zum inhalt springen", "select language",
];

/// Headings of boxes about something else. The content below the heading is removed as well.
#[rustfmt::skip]
pub(super) const SIDE_BOXES: [&str; 261] = [
    "related", "related articles*", "related stories*", "related posts*", "related news*",
    "related content*", "related coverage*", "related links*", "related reading*", "related topics",
    "related video*", "related:*", "more on *", "more from *", "more in *", "more stories*", "more news*",
    "more like this", "more articles*", "more posts*", "more to read", "more headlines",
    "you may also like*", "you might also like*", "you may like*", "you might like*",
    "you may also be interested*", "also read", "also read:*", "also read -*", "also see*", "also on *",
    "read also*", "read next*", "read this next", "read more:*", "read:*", "watch:*", "see also:*",
    "up next", "what to read next", "recommended", "recommended for you*", "recommended reading*",
    "recommended articles*", "recommended stories*", "latest", "latest news*", "latest posts*",
    "latest stories*", "latest updates*", "latest articles*", "latest headlines", "latest from *",
    "top stories*", "top news*", "most read*", "most popular*", "most viewed*", "most commented", "popular",
    "popular posts*", "popular articles", "popular stories", "popular now", "popular this week", "trending",
    "trending now*", "trending news", "trending stories", "trending topics", "recent posts*",
    "recent articles*", "recent comments*", "recent stories", "recent news", "other stories*",
    "other news*", "other articles*", "editor's picks", "editors' picks", "editor's choice",
    "editors' choice", "from our partners", "from around the web", "around the web", "sponsored links",
    "in this section", "don't miss*", "must read*", "must reads", "keep reading", "in other news",
    "today's top stories", "also in the news", "in case you missed it*", "discover more*", "explore more*",
    "archives", "archive", "blog archive*", "categories", "blogroll", "about the author*",
    "about the writer", "about author", "about me", "author bio", "mehr zum thema*", "lesen sie auch*",
    "das könnte sie auch interessieren*", "ähnliche artikel*", "ähnliche beiträge*", "weitere artikel*",
    "weitere meldungen*", "weitere nachrichten*", "meistgelesen", "über den autor", "über die autorin",
    "à lire aussi*", "lire aussi*", "sur le même sujet*", "articles similaires*", "articles liés",
    "les plus lus", "à propos de l'auteur", "te puede interesar*", "también te puede interesar*",
    "noticias relacionadas*", "artículos relacionados*", "lea también*", "lee también*", "leer también*",
    "lo más leído", "leggi anche*", "articoli correlati*", "ti potrebbe interessare*", "leia também*",
    "veja também*", "notícias relacionadas*", "lees ook*", "czytaj także*", "czytaj też*", "zobacz też*",
    "čtěte také*", "läs också*", "читайте также*", "похожие статьи*", "новости по теме*", "по теме",
    "相关阅读*", "相关新闻*", "推荐阅读*", "延伸阅读*", "更多新闻*", "热门文章", "関連記事*", "人気記事",
    "recommended for you", "you may also enjoy*", "readers also liked*",
   
    "watch now:*", "watch also*", "see more:*", "more:*", "related story*",
    "related article*", "related topics:*", "more about *", "more on this", "read the latest*",
    "recommended by*", "popular on *", "trending on *", "we recommend*", "from the archive*", "mehr aus *",
    "mehr zu *", "mehr lesen:*", "lesen sie mehr*", "lesen sie dazu*", "passend dazu*", "auch interessant*",
    "verwandte artikel*", "beliebt", "voir aussi*", "lire la suite:*", "lire plus:*", "nos articles*",
    "les plus consultés", "ver también*", "vea también*", "más noticias*", "más información*", "más sobre*",
    "te recomendamos*", "notas relacionadas*", "leggi anche:*", "vedi anche*", "altri articoli*",
    "i più letti", "potrebbe interessarti*", "leia mais:*", "mais lidas", "saiba mais*",
    "recomendado para você*", "zie ook*", "meer over*", "polecane*", "přečtěte si*", "läs mer*",
    "les også*", "læs også*", "lue myös*", "материалы по теме*", "ещё по теме*", "еще по теме*",
    "смотрите также*", "другие новости*", "главное сегодня", "популярное", "читайте по теме*",
    "читайте ещё*", "читайте еще*", "читати також*", "читайте також*", "ilgili haberler*",
    "ilginizi çekebilir*", "bunları da okuyun*", "ayrıca bakınız*", "çok okunanlar", "önerilen haberler*",
    "اقرأ أيضا*", "اقرأ أيضًا*", "اقرأ أيضاً*", "إقرأ أيضا*", "مواضيع ذات صلة*", "مقالات ذات صلة*",
    "أخبار ذات صلة*", "الأكثر قراءة", "قد يعجبك أيضا*", "المزيد من*", "यह भी पढ़ें*", "ये भी पढ़ें*",
    "इसे भी पढ़ें*", "संबंधित खबरें*", "और पढ़ें*", "baca juga*", "artikel terkait*", "xem thêm*",
    "tin liên quan*", "관련기사*", "관련 기사*", "あわせて読みたい*", "おすすめ記事*", "相关文章*", "相关链接*", "相关推荐*", "猜你喜欢*",
    "往期回顾*", "مطالب مرتبط*",
];

/// Headings of the comments. Everything below is comments or a form.
#[rustfmt::skip]
pub(super) const COMMENTS: [&str; 166] = [
    "comments", "# comments", "# comment", "comments #", "no comments", "no comments yet*", "comment",
    "leave a reply*", "leave a comment*", "leave your comment*", "leave comment", "post a comment",
    "post comment", "add a comment*", "add comment", "write a comment*", "submit a comment",
    "join the conversation*", "join the discussion*", "start the conversation", "# responses*",
    "# response*", "one response to*", "responses", "# thoughts on*", "# thought on*", "one thought on*",
    "two thoughts on*", "reader comments*", "view comments*", "show comments*", "see all comments",
    "have your say", "be the first to comment*", "comments are closed*", "comments are off*",
    "comment on this*", "comments:", "# replies", "trackbacks", "pingbacks", "discussion about this post",
    "what are your thoughts", "kommentare", "# kommentare", "# kommentar", "kommentar schreiben*",
    "schreibe einen kommentar*", "schreiben sie einen kommentar*", "kommentar hinterlassen", "commentaires",
    "# commentaires", "# commentaire", "laisser un commentaire*", "ajouter un commentaire", "comentarios",
    "# comentarios", "deja un comentario*", "deja una respuesta*", "commenti", "lascia un commento*",
    "comentários", "deixe um comentário*", "deixe uma resposta*", "reacties", "geef een reactie*",
    "komentarze", "dodaj komentarz", "комментарии*", "# комментариев", "добавить комментарий*",
    "оставить комментарий*",
    "comments (#)", "add your comment*", "share your thoughts*", "what do you think", "join the debate*",
    "log in to comment*", "login to comment*", "you must log in to*", "kommentar verfassen",
    "kommentar abgeben*", "ihr kommentar", "diskutieren sie mit*", "leserkommentare", "commenter", "réagir",
    "vos réactions", "poster un commentaire", "laissez un commentaire*", "tus comentarios",
    "añadir comentario*", "comentar", "commenta", "scrivi un commento*", "comente*",
    "deixe seu comentário*", "reageer*", "kommentarer", "обсуждение", "обсудить", "комментировать",
    "yorumlar", "yorum yaz*", "# yorum", "التعليقات", "تعليقات", "اترك تعليقا*", "أضف تعليق*", "टिप्पणियां",
    "टिप्पणियाँ", "टिप्पणी करें", "发表评论", "评论", "网友评论", "我要评论", "コメント", "댓글*", "komentar", "bình luận",
    "log in or register to*", "login or register to*", "reader interactions", "primary sidebar",
    "no hay comentarios*", "publicar un comentario*", "nenhum comentário*", "sem comentários*",
    "postar um comentário", "enviar um comentário", "aucun commentaire*", "enregistrer un commentaire",
    "publier un commentaire", "keine kommentare*", "kommentar veröffentlichen", "nessun commento*",
    "posta un commento", "нет комментариев*", "отправить комментарий", "немає коментарів*", "yorum yok*",
    "yorum gönder", "geen opmerkingen*", "een reactie posten", "brak komentarzy*", "prześlij komentarz",
    "žádné komentáře*", "okomentovat", "inga kommentarer*", "skicka en kommentar", "ingen kommentarer*",
    "ei kommentteja*", "niciun comentariu*", "tidak ada komentar*", "posting komentar",
    "không có nhận xét nào*", "đăng nhận xét", "ليست هناك تعليقات*", "إرسال تعليق", "कोई टिप्पणी नहीं*",
    "एक टिप्पणी भेजें", "没有评论*", "張貼留言", "沒有留言*", "コメントなし", "コメントを投稿",
];

/// Phrases that occur only in notices and forms, anywhere in a line of up to sixty words.
#[rustfmt::skip]
pub(super) const CONTAINS: [&str; 76] = [
    "this website uses cookies", "this site uses cookies", "we use cookies", "uses cookies to",
    "use of cookies", "accept all cookies", "cookie policy", "cookie settings",
    "diese website verwendet cookies", "verwenden cookies", "ce site utilise des cookies",
    "utilisons des cookies", "utiliza cookies", "utilizamos cookies", "utilizza i cookie",
    "использует cookie", "使用cookie", "your email address will not be published",
    "required fields are marked", "please enter your comment", "please enter your name",
    "save my name, email", "you must be logged in", "notify me of new", "notify me of follow",
    "this site uses akismet", "comment data is processed", "this site is protected by recaptcha",
    "deine e-mail-adresse wird nicht", "votre adresse e-mail ne sera pas",
    "tu dirección de correo electrónico no será", "enable javascript", "javascript is disabled",
    "browser does not support", "powered by wordpress", "proudly powered by", "powered by blogger",
    "appeared first on", "by signing up, you agree", "by subscribing, you agree", "unsubscribe at any time",
    "subscribe to comments", "article originally appeared on", "see website for complete",
    "subscribe for free", "to receive new posts", "consider subscribing",
    "stories in your inbox", "news in your inbox", "delivered to your inbox", "in your inbox every",
    "views expressed in this", "opinions expressed in this",
    "views and opinions expressed", "opinions expressed are those of", "views expressed are those of",
    "not necessarily reflect the", "not necessarily represent the", "for informational purposes only",
    "not constitute financial", "not constitute investment", "not constitute legal advice",
    "by continuing to use this site", "manage your cookie", "privacy policy and terms of",
    "terms of service apply", "you are receiving this email because", "please click here",
    "to continue reading, please",
    "has not been edited by", "published from a syndicated feed", "auto-generated from a syndicated",
    "this material may not be published", "may not be reproduced without",
    "no part of this publication", "geben nicht notwendigerweise",
];

/// Names of networks and labels of their buttons.
pub(super) const NETWORKS: &str = "\
    facebook twitter x whatsapp linkedin email e-mail print reddit pinterest telegram instagram youtube \
    tiktok threads bluesky mastodon flipboard tumblr vk vkontakte viber wechat weibo messenger snapchat \
    pocket rss xing skype sms share tweet copy link pin on via more save twitter/x odnoklassniki ok \
    gmail digg stumbleupon google-plus mail";

/// Names of sections of a site, and of the links in its footer.
pub(super) const SECTIONS: &str = "\
    home news world politics business sport sports opinion culture arts technology tech science health \
    entertainment travel video videos photos lifestyle weather about contact us contacts blog shop store \
    search menu login privacy policy terms of service use conditions cookies cookie advertise careers \
    jobs help faq sitemap newsletters newsletter subscribe podcasts podcast live local national \
    international africa asia europe americas economy finance markets money life style food education \
    environment climate feedback accessibility imprint impressum datenschutz kontakt agb disclaimer \
    legal notice team press archive rss latest usa uk china russia india middle east more and all the \
    your do not sell my personal information settings categories tags sign in log register commentary \
    analysis editorial editorials column columns feature features interview interviews review reviews \
    essay essays report reports briefing release releases statement statements explainer exclusive \
    breaking special society crime nation autos companies property retail markets \
    politik wirtschaft kultur meinung kommentar wissen gesellschaft panorama ausland inland netzwelt \
    lokales nachrichten \
    politique économie société monde opinions tribune actualité actualités planète \
    política economía sociedad cultura internacional opinión deportes mundo nacional noticias \
    politica economia cronaca esteri opinioni notizie esportes brasil notícias \
    политика экономика общество мир спорт культура наука мнения новости происшествия \
    gündem dünya ekonomi spor siyaset haberler 国际 国内 社会 财经 体育 评论 时政 新闻 \
    رياضة سياسة اقتصاد أخبار العالم ثقافة राजनीति देश दुनिया खेल समाचार";
