//! The roles that a theme gives colours to. Nothing else on the screen names a colour.

macro_rules! paints {
    ($($(#[doc = $doc:literal])+ $variant:ident = $name:literal,)+) => {
        /// What a piece of the screen is, so that a theme can colour it.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
        pub enum Paint {
            $($(#[doc = $doc])+ $variant,)+
        }

        impl Paint {
            /// All roles.
            pub const ALL: &'static [Self] = &[$(Self::$variant),+];

            /// Its name in theme files.
            pub const fn name(self) -> &'static str {
                match self { $(Self::$variant => $name,)+ }
            }
        }
    };
}

paints! {
    /// Plain text and the ground of the whole screen.
    Text = "text",
    /// Text of less weight.
    Dim = "dim",
    /// Text that is hardly there.
    Faint = "faint",
    /// Text of more weight.
    Strong = "strong",
    /// The name of the paper and what leads the eye.
    Accent = "accent",
    /// Lines between panes and around boxes.
    Border = "border",
    /// The same, done part.
    Progress = "progress",
    /// The bar on top.
    Masthead = "masthead",
    /// The program's name in it.
    Name = "name",
    /// Dim words in it.
    MastheadDim = "masthead-dim",
    /// An active filter.
    Chip = "chip",
    /// The bar at the bottom.
    Footer = "footer",
    /// A key in it.
    Key = "key",
    /// What the key does.
    KeyHint = "key-hint",
    /// Good news in it.
    News = "news",
    /// Bad news in it.
    Trouble = "trouble",
    /// The row under the cursor in the pane with the attention.
    Selected = "selected",
    /// The row under the cursor in another pane.
    SelectedAway = "selected-away",
    /// The mark at the edge of the selected row.
    Cursor = "cursor",
    /// The mark of an unread article.
    Unread = "unread",
    /// A star.
    Star = "star",
    /// The headline of an article in the list that was read.
    ReadHeadline = "read-headline",
    /// The headline of an article in the list.
    ListHeadline = "list-headline",
    /// Words that were searched.
    Lit = "lit",
    /// The place found that was jumped to.
    LitHere = "lit-here",
    /// The row that names a page.
    PageName = "page-name",
    /// 栏目.
    Section = "section",
    /// 引题.
    Kicker = "kicker",
    /// 主题.
    Headline = "headline",
    /// 副题.
    Subtitle = "subtitle",
    /// 署名.
    Byline = "byline",
    /// 小标题.
    Subhead = "subhead",
    /// Body text.
    Body = "body",
    /// 图注.
    Caption = "caption",
    /// 图片来源.
    Credit = "credit",
    /// Text set apart.
    PullQuote = "pull-quote",
    /// The frame of a figure.
    Frame = "frame",
    /// What kanbao adds to an article.
    Note = "note",
    /// Where fragments were joined.
    Seam = "seam",
    /// The number of a raw line.
    LineNumber = "line-number",
    /// A raw line of the open article.
    RawLit = "raw-lit",
    /// A raw line of another article.
    RawOther = "raw-other",
    /// The ground of a box over the panes.
    Popup = "popup",
    /// The title of such a box.
    PopupTitle = "popup-title",
    /// A field to type into.
    Field = "field",
    /// The scroll mark.
    Thumb = "thumb",
    /// A province without articles, on the map.
    Shade0 = "shade-0",
    /// Few articles.
    Shade1 = "shade-1",
    /// Some.
    Shade2 = "shade-2",
    /// Many.
    Shade3 = "shade-3",
    /// Most.
    Shade4 = "shade-4",
}
