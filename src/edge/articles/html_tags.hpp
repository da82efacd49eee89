// The elements of HTML that reading an article tells apart, and the groups that they form there. All other elements are `other`.
#pragma once

#include <cstdint>
#include <string_view>

namespace hypha::edge::articles {

enum class Tag : std::uint8_t {
    text,
    other,
    a,
    abbr,
    address,
    article,
    aside,
    audio,
    b,
    base,
    bdo,
    blockquote,
    body,
    br,
    button,
    canvas,
    caption,
    center,
    cite,
    code,
    col,
    colgroup,
    data,
    datalist,
    dd,
    del,
    details,
    dfn,
    dialog,
    div,
    dl,
    dt,
    em,
    embed,
    fieldset,
    figcaption,
    figure,
    footer,
    form,
    h1,
    h2,
    h3,
    h4,
    h5,
    h6,
    head,
    header,
    hgroup,
    hr,
    html,
    i,
    iframe,
    img,
    input,
    ins,
    kbd,
    label,
    li,
    link,
    main,
    map,
    mark,
    math,
    menu,
    meta,
    meter,
    nav,
    noscript,
    object,
    ol,
    option,
    output,
    p,
    picture,
    pre,
    progress,
    q,
    ruby,
    s,
    samp,
    script,
    search,
    section,
    select,
    small,
    source,
    span,
    strike,
    strong,
    style,
    sub,
    summary,
    sup,
    svg,
    table,
    tbody,
    td,
    template_,
    textarea,
    tfoot,
    th,
    thead,
    time,
    title,
    tr,
    track,
    tt,
    u,
    ul,
    var,
    video,
    wbr
};

Tag tag_of(std::string_view lower_case_name);

constexpr bool is_heading(Tag tag) { return tag >= Tag::h1 && tag <= Tag::h6; }

// Phrasing content (HTML Living Standard §3.2.5.2.5) whatever is in it; <a>, <ins> and <del> are as their children are.
bool is_phrasing(Tag tag);

// Ends an open <p> by beginning (HTML Living Standard §13.2.6.4.7).
bool closes_paragraph(Tag tag);

// What makes a <div> more than a paragraph when it is inside.
bool is_block_in_div(Tag tag);

// What is in these is no text of the page.
bool is_without_text(Tag tag);

// Shown in italics, and as code.
bool is_emphasis(Tag tag);
bool is_code(Tag tag);

} // namespace hypha::edge::articles
