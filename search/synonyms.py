"""The synonyms a new portal starts with; editors change them in the admin."""

from search.models import Synonym

# Words for one thing, and terms of the council in both languages. 首長 is no synonym of 市長: the
# head of a town is none.
TOGETHER = (
    "首長, 市区町村長, 市町村長, 市長村長, 自治体の長, head of local government",
    "自治体, 市区町村, 市町村, 団体, municipality, local government",
    "入会, 加入, 加盟, join, membership",
    "入会届, 入会申込書, membership application form",
    "会員, メンバー, member",
    "研修会, 研修, セミナー, 講習会, 勉強会, training, seminar, workshop",
    "提言, 提言書, 要望, 要望書, 陳情, policy proposal, proposal, recommendation",
    "アワード, 表彰, award",
    "授賞式, 表彰式, 贈呈式, award ceremony, awards ceremony",
    "会員自治体, 加盟自治体, 会員一覧, 会員名簿, member municipalities, list of members",
    "受賞, 入賞, 受賞自治体, 入賞団体",
    "受賞, 受賞者, 受賞自治体, win, winner",
    "総会, general assembly, general meeting",
    "首長サミット, サミット, summit",
    "役員, 理事会, officers, board members",
    "役員改選, 役員選出, 役員選任, election of officers",
    "会長, 代表, chair, chairperson, president",
    "理事, director",
    "会計監事, 監事, auditor",
    "顧問, 特別顧問, アドバイザー, adviser, advisor",
    "設立, 創立, 発足, 結成, founding, established, founded",
    "一覧, 名簿, リスト, list, directory",
    "GIGAスクール, ギガスクール, GIGA school",
    "個人情報, プライバシー, プライバシーポリシー, privacy, privacy policy, personal data",
    "規約, 会則, 定款, bylaws, rules",
    "教育長, superintendent of education",
    "教育委員会, 教委, board of education",
    "文部科学省, 文科省, MEXT, Ministry of Education",
    "文部科学大臣, 文科大臣, 文科相, education minister",
    "総務省, MIC, Ministry of Internal Affairs and Communications",
    "経済産業省, 経産省, METI, Ministry of Economy Trade and Industry",
    "副大臣, state minister",
    "大臣政務官, 政務官, parliamentary vice-minister",
    "高等学校, 高校, high school",
    "小学校, elementary school, primary school",
    "中学校, junior high school, lower secondary school",
    "端末, タブレット, パソコン, PC, device, tablet, computer",
    "一人一台端末, 1人1台端末, one device per pupil, one device per student",
    "動画, ビデオ, 映像, アーカイブ配信, 録画, video, recording",
    "オンライン, ウェブ, リモート, Zoom, online",
    "新型コロナウイルス, 新型コロナ, コロナ, 感染症, COVID-19, coronavirus",
    "中止, 取りやめ, 取消, cancelled, cancellation",
    "延期, postponed",
    "延長, extension, extended",
    "日程, 日時, 開催日, schedule, date",
    "会場, 場所, 開催地, venue, place",
    "参加費, 料金, 費用, 会費, fee, cost",
    "募集要項, 応募要項, entry guidelines, application guidelines",
    "応募, 申し込み, 申込, エントリー, application, entry, apply, register, registration, sign up",
    "締切, 期限, 締め切り, しめきり, deadline, closing date",
    "選考委員, 審査員, selection committee, judge",
    "審査講評, 講評, 審査コメント, judges' comments",
    "報道発表資料, 報道発表, プレスリリース, press release",
    "リーフレット, パンフレット, 冊子, pamphlet, leaflet, brochure, booklet",
    "資料, 文書, 配布物, document, material",
    "アンケート, 調査, survey, questionnaire",
    "事例, 取組, 取り組み, 実践, case study, example",
    "宣言, declaration",
    "挨拶, ごあいさつ, メッセージ, greeting, message",
    "あゆみ, 沿革, 経緯, 歴史, history",
    "問い合わせ, お問合せ, 連絡先, 連絡, contact, inquiry",
    "事務局, secretariat",
    "活動内容, 活動, 事業, activities",
    "基調講演, 講演, keynote, lecture",
    "登壇者, 講師, 講演者, 発表者, speaker, speak, lecturer, presenter, present",
    "来賓, ゲスト, guest",
    "投票, vote, ballot",
    "参加者, 出席者, 参加人数, participant, attendance, attendee",
)
# Searching for the first also finds the second.
ONE_WAY = (
    ("PDF, ダウンロード, download", "資料"),
    ("電話, 電話番号, TEL, telephone, phone", "問い合わせ"),
    ("メール, メールアドレス, 住所, email, address", "問い合わせ"),
    ("YouTube, ユーチューブ, 配信", "動画"),
    ("延期, postponed", "中止"),
    ("町長, 村長, 区長", "首長"),
)


def add_shipped() -> None:
    """Write the synonyms that come with the portal, where an editor can change them."""
    rows = [Synonym(words=words) for words in TOGETHER]
    rows += [Synonym(words=words, only_finds=others) for words, others in ONE_WAY]
    Synonym.objects.bulk_create(rows)
