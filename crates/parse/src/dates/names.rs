//! The words of dates as tables: months, weekdays, time zones. Another language is more words in these rows.

use chrono_tz::Tz;
use std::collections::{HashMap, HashSet};
use std::sync::LazyLock;

/// The names of each month in English, German, French, Spanish, Italian, Portuguese, Dutch, Polish, Czech,
/// Swedish, Norwegian, Danish, Finnish, Russian, Ukrainian, Turkish, Hungarian, Arabic, Hindi, Romanian, Greek,
/// Indonesian, Catalan, Slovak, Croatian, Serbian, Bulgarian, Estonian, Icelandic and Hebrew: the forms that stand
/// in dates (genitive, partitive), and the usual abbreviations.
const MONTHS: [&str; 12] = [
    "january jan januar jänner jaenner jän janvier janv enero ene gennaio gen janeiro januari styczeń \
     stycznia sty leden ledna tammikuu tammikuuta январь января янв січень січня ocak január يناير جنوری \
     जनवरी ianuarie ιανουαρίου januara siječnja януари januarja ιανουάριος ιαν gener jaanuar janúar \
     јануар јануара січ ינואר בינואר",
    "february feb februar feber febr février fevrier févr fév febrero febbraio fevereiro fev februari \
     luty lutego lut únor února helmikuu helmikuuta февраль февраля фев февр лютий лютого şubat február \
     فبراير फरवरी फ़रवरी februarie φεβρουαρίου şub veljače februara febrer φεβρουάριος φεβ veebruar \
     febrúar фебруар фебруара февруари лют פברואר בפברואר februarja",
    "march mar märz maerz mär mrz mars marzo março marco maart mrt marzec marca březen března maaliskuu \
     maaliskuuta marts март марта мар березень березня mart március مارس मार्च martie μαρτίου maret \
     ožujka marta márc μάρτιος μαρ març marec märts бер מרץ במרץ",
    "april apr avril avr abril abr aprile kwiecień kwietnia kwi duben dubna huhtikuu huhtikuuta апрель \
     апреля апр квітень квітня nisan április أبريل ابريل إبريل अप्रैल aprilie απριλίου travnja aprila ápr \
     απρίλιος απρ apríl apríla aprill април кві אפריל באפריל ebrill",
    "may mai mayo maggio mag maio mei maj maja květen května toukokuu toukokuuta май мая травень травня \
     mayıs május مايو मई μαΐου svibnja máj mája μάιος μάϊος μαϊ μάι μαι maig maí мај тра מאי במאי",
    "june jun juni juin junio giugno giu junho czerwiec czerwca cze červen června kesäkuu kesäkuuta июнь \
     июня июн червень червня haziran június يونيو जून iunie ιουνίου lipnja juna jún júna ιούνιος ιουν \
     juny juuni júní јун јуна юни чер יוני ביוני",
    "july jul juli juillet juil julio luglio lug julho lipiec lipca lip červenec července heinäkuu \
     heinäkuuta июль июля июл липень липня temmuz július يوليو जुलाई iulie ιουλίου srpnja jula tem júl \
     ιούλιος ιουλ juliol juuli júlí јул јула юли лип יולי ביולי",
    "august aug août aout agosto ago augustus augusti sierpień sierpnia sie srpen srpna elokuu elokuuta \
     август августа авг серпень серпня ağustos augusztus أغسطس اغسطس अगस्त αυγούστου agustus kolovoza \
     avgusta ağu augusta αύγουστος αυγ agost ágúst сер אוגוסט באוגוסט",
    "september sept sep septembre septiembre setiembre settembre set setembro wrzesień września wrz září \
     syyskuu syyskuuta сентябрь сентября сен сент вересень вересня eylül szeptember سبتمبر सितंबर सितम्बर \
     septembrie σεπτεμβρίου rujna septembra eyl szept σεπτέμβριος σεπ септември септембар вер ספטמבר \
     בספטמבר",
    "october oct oktober okt octobre octubre ottobre ott outubro out październik października paź říjen \
     října lokakuu lokakuuta октябрь октября окт жовтень жовтня ekim október أكتوبر اكتوبر अक्टूबर \
     अक्तूबर octombrie οκτωβρίου oktobra eki októbra οκτώβριος οκτ oktoober октомври октобар жов אוקטובר \
     באוקטובר",
    "november nov novembre noviembre novembro listopad listopada listopadu lis marraskuu marraskuuta \
     ноябрь ноября ноя нояб листопад листопада kasım نوفمبر नवंबर नवम्बर noiembrie νοεμβρίου studenoga \
     novembra kas νοέμβριος νοε nóvember ноември новембар נובמבר בנובמבר",
    "december dec dezember dez décembre decembre déc diciembre dic dicembre dezembro grudzień grudnia gru \
     prosinec prosince joulukuu joulukuuta desember des декабрь декабря дек грудень грудня aralık ديسمبر \
     दिसंबर दिसम्बर decembrie δεκεμβρίου prosinca decembra ara δεκέμβριος δεκ desembre detsember декември \
     децембар דצמבר בדצמבר",
];

/// Weekdays in the same languages. They say nothing that the date does not, so they are passed over.
const WEEKDAYS: &str = "monday mon montag mo lundi lun lunes lunedì segunda maandag ma poniedziałek pondělí \
    måndag mandag maanantai maanantaina понедельник пн понеділок pazartesi \
    tuesday tue tues dienstag di mardi mar martes martedì terça dinsdag wtorek úterý tisdag tirsdag tiistai \
    tiistaina вторник вт вівторок salı \
    wednesday wed mittwoch mi mercredi mer miércoles miercoles mercoledì quarta woensdag środa středa onsdag \
    keskiviikko keskiviikkona среда ср середа çarşamba \
    thursday thu thur thurs donnerstag do jeudi jeu jueves giovedì quinta donderdag czwartek čtvrtek torsdag \
    torstai torstaina четверг чт четвер perşembe \
    friday fri freitag fr vendredi ven viernes venerdì sexta vrijdag piątek pátek fredag perjantai perjantaina \
    пятница пт пʼятниця cuma \
    saturday sat samstag sonnabend sa samedi sam sábado sabado sabato zaterdag sobota lördag lørdag lauantai \
    lauantaina суббота сб субота cumartesi \
    sunday sun sonntag so dimanche dim domingo domenica zondag niedziela neděle söndag søndag sunnuntai \
    sunnuntaina воскресенье вс неділя pazar feira \
    الأحد الاحد الإثنين الاثنين الثلاثاء الأربعاء الاربعاء الخميس الجمعة السبت सोमवार मंगलवार बुधवार \
    गुरुवार शुक्रवार शनिवार रविवार luni marți miercuri joi vineri sâmbătă duminică senin selasa rabu \
    kamis jumat sabtu minggu δευτέρα τρίτη τετάρτη πέμπτη παρασκευή σάββατο κυριακή \
    hétfő kedd szerda csütörtök péntek szombat vasárnap dilluns dimarts dimecres dijous divendres dissabte \
    diumenge понеделник вторник сряда четвъртък петък събота неделя pondelok utorok streda štvrtok piatok \
    星期一 星期二 星期三 星期四 星期五 星期六 星期日 星期天 周一 周二 周三 周四 周五 周六 周日 \
    月曜日 火曜日 水曜日 木曜日 金曜日 土曜日 日曜日 月 火 水 木 金 土 日 월요일 화요일 수요일 목요일 금요일 토요일 일요일";

/// Words that stand between a date and its time ("at", "um", "à", "a las", "klo").
const AT: &str = "at um à as às a las alle ore kl klo om o godz в о год t time gegen ab";

/// Words that stand between day, month and year ("4th of March, 2026", "4 de marzo de 2026").
const OF: &str = "of de del do den der d";

/// Words that stand before the day's number ("den 4. März", "le 4 mars", "d. 4. marts", "ngày 4").
const BEFORE_DAY: &str = "den d le el il dia día ngày";

/// What follows the day's number ("4th", "1er", "2ème", "4º", "4-го").
const ORDINALS: &str = "st nd rd th er re ème eme e º ª го ое й ste de";

/// What ends a year ("2026 г.", "2026 года", "2026 r.", "2026 р.").
const YEAR_ENDS: &str = "г года год р року r roku";

/// [`MONTHS`] by name: every word of a line with a digit in it is looked up, and scanning the rows for each was two thirds
/// of the time that plain text took.
static MONTH_NUMBERS: LazyLock<HashMap<&str, u32>> = LazyLock::new(|| {
    (1..)
        .zip(MONTHS)
        .flat_map(|(number, names)| names.split_ascii_whitespace().map(move |name| (name, number)))
        .collect()
});

/// [`WEEKDAYS`] as a set, for the same reason.
static WEEKDAY_NAMES: LazyLock<HashSet<&str>> = LazyLock::new(|| WEEKDAYS.split_ascii_whitespace().collect());

fn is_in(table: &str, word: &str) -> bool {
    table.split_ascii_whitespace().any(|entry| entry == word)
}

/// The month's number, by its name in lower case without a full stop.
pub(super) fn month(word: &str) -> Option<u32> {
    MONTH_NUMBERS.get(word).copied()
}

/// Whether the word, in lower case, is a weekday.
pub(super) fn is_weekday(word: &str) -> bool {
    WEEKDAY_NAMES.contains(word)
}

/// Whether the word may stand between a date and its time.
pub(super) fn is_at(word: &str) -> bool {
    is_in(AT, word)
}

/// Whether the word may stand between day, month and year.
pub(super) fn is_of(word: &str) -> bool {
    is_in(OF, word)
}

/// Whether the word may stand before the day's number.
pub(super) fn is_before_day(word: &str) -> bool {
    is_in(BEFORE_DAY, word)
}

/// Whether the word makes an ordinal of the number before it.
pub(super) fn is_ordinal(word: &str) -> bool {
    is_in(ORDINALS, word)
}

/// Whether the word may end a year.
pub(super) fn is_year_end(word: &str) -> bool {
    is_in(YEAR_ENDS, word)
}

/// A time zone as a text names it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Zone {
    /// Seconds east of Greenwich.
    Offset(i32),
    /// A zone with rules: `Europe/London`, and `ET`, which is EST or EDT by the date.
    Rules(Tz),
}

/// Abbreviations with one common meaning, in minutes east. `IST` is Ireland's and Israel's too, but pages that
/// print it are Indian; `BST` and `CST` are read as RFC 2822's countries do. Others stay unknown.
const ZONES: [(&str, i32); 43] = [
    ("z", 0),
    ("utc", 0),
    ("gmt", 0),
    ("ut", 0),
    ("wet", 0),
    ("west", 60),
    ("bst", 60),
    ("cet", 60),
    ("mez", 60),
    ("cest", 120),
    ("mesz", 120),
    ("eet", 120),
    ("sast", 120),
    ("cat", 120),
    ("wat", 60),
    ("eat", 180),
    ("eest", 180),
    ("msk", 180),
    ("trt", 180),
    ("мск", 180),
    ("est", -300),
    ("edt", -240),
    ("cst", -360),
    ("cdt", -300),
    ("mst", -420),
    ("mdt", -360),
    ("pst", -480),
    ("pdt", -420),
    ("akst", -540),
    ("akdt", -480),
    ("hst", -600),
    ("brt", -180),
    ("pkt", 300),
    ("ist", 330),
    ("wib", 420),
    ("sgt", 480),
    ("hkt", 480),
    ("awst", 480),
    ("jst", 540),
    ("kst", 540),
    ("aest", 600),
    ("aedt", 660),
    ("nzdt", 780),
];

/// Names without 'standard' or 'daylight': the date decides.
const RULED_ZONES: [(&str, Tz); 5] = [
    ("et", Tz::America__New_York),
    ("ct", Tz::America__Chicago),
    ("mt", Tz::America__Denver),
    ("pt", Tz::America__Los_Angeles),
    ("nzst", Tz::Pacific__Auckland),
];

/// The zone of an abbreviation in lower case.
pub(super) fn zone(word: &str) -> Option<Zone> {
    let ruled = RULED_ZONES.iter().find(|(name, _)| *name == word).map(|(_, tz)| Zone::Rules(*tz));
    ruled.or_else(|| {
        ZONES.iter().find(|(name, _)| *name == word).map(|(_, minutes)| Zone::Offset(minutes * 60))
    })
}
