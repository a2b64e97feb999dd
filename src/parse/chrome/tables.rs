//! The words of page furniture. A row is a whole line as `fold` leaves it: lower case, numbers as `#`, no marks at
//! the ends. A row that ends in `*` is a line's beginning. Another language is more rows.

/// Lines that go, and nothing else goes with them.
#[rustfmt::skip]
pub(super) const LINES: [&str; 259] = [
    // Sharing.
    "get link", "other apps", "share", "share #", "share this*", "share article*", "share on *",
    "share via *", "share to *", "share post", "share story", "shares", "# shares", "share with*",
    "share:*", "tweet this*", "pin this*", "pin it", "email this*", "e-mail this*", "blogthis",
    "print this*", "print friendly*", "print article", "click to share*", "click to email*",
    "click to print*", "copy link", "link copied*", "copy url", "like this", "like loading", "loading",
    "teilen", "artikel teilen", "beitrag teilen", "drucken", "partager", "partager sur*",
    "partager cet article", "imprimer", "compartir", "compartir en*", "imprimir", "condividi",
    "condividi su*", "compartilhar", "compartilhe*", "partilhar", "delen", "deel dit*", "udostępnij*",
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
];

/// Lines of a site's own navigation: what stands above them is the site's, too.
#[rustfmt::skip]
pub(super) const NAVIGATION: [&str; 23] = [
    "skip to*", "jump to content", "jump to navigation", "menu", "main menu", "open menu", "close menu",
    "toggle navigation", "toggle menu", "search", "search for", "search this site", "suche", "rechercher",
    "buscar", "поиск", "log in", "login", "sign in", "my account", "log in or sign up*",
    "zum inhalt springen", "select language",
];

/// Headings of boxes with other things: what they head goes with them.
#[rustfmt::skip]
pub(super) const BOXES: [&str; 158] = [
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
];

/// Headings of the comments: everything after them is readers' or a form.
#[rustfmt::skip]
pub(super) const COMMENTS: [&str; 72] = [
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
];

/// Phrases that only notices and forms have, wherever they stand in a line of up to sixty words.
#[rustfmt::skip]
pub(super) const CONTAINS: [&str; 47] = [
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
];

/// Names of networks and what their buttons say.
pub(super) const NETWORKS: &str = "facebook twitter x whatsapp linkedin email e-mail print reddit pinterest telegram \
    instagram youtube tiktok threads bluesky mastodon flipboard tumblr vk vkontakte viber wechat weibo messenger \
    snapchat pocket rss xing skype sms share tweet copy link pin on via more save twitter/x odnoklassniki ok gmail \
    digg stumbleupon google-plus mail";

/// Names of a site's sections and of what stands in its footer.
pub(super) const SECTIONS: &str = "home news world politics business sport sports opinion culture arts technology tech \
    science health entertainment travel video videos photos lifestyle weather about contact us contacts blog shop \
    store search menu login privacy policy terms of service use conditions cookies cookie advertise careers jobs help faq \
    sitemap newsletters newsletter subscribe podcasts podcast live local national international africa asia europe \
    americas economy finance markets money life style food education environment climate feedback accessibility \
    imprint impressum datenschutz kontakt agb disclaimer legal notice team press archive rss latest usa uk china russia india \
    middle east more and all the your do not sell my personal information settings categories tags sign in log register";
