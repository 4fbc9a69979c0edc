// A paragraph is what stands up to the next proposed paragraph, blank line or ninth place. Tested by
// tests/spec/segment.md.
#include "pipeline/cli/line_end_review.hpp"

#include <algorithm>
#include <array>

#include "pipeline/text/width.hpp"

namespace jiaodui::cli {
namespace {

constexpr std::size_t kMostPlaces = 9;
constexpr float kCertain = 0.9f;
// What may stand at a line end besides the candidates, in the order in which a key goes through them.
constexpr std::array<std::string_view, 7> kMarks{"，", "。", "？", "、", "！", "：", ""};

struct Place {
    std::size_t question;
    std::vector<std::string> texts;  // candidates, then the other marks; the last one is the line end as it is
    std::size_t chosen = 0;

    [[nodiscard]] bool left() const { return chosen + 1 == texts.size(); }
};

bool ends_paragraph(const std::string& text) { return text.find('\n') != std::string::npos; }

// What the choice looks like: ¶ a new paragraph, ⏎ the line end as it is, ∅ nothing.
std::string shown(const Place& place) {
    if (place.left()) return "⏎";
    const std::string& text = place.texts[place.chosen];
    if (ends_paragraph(text)) return text.substr(0, text.find_first_of("\r\n")) + "¶";
    return text.empty() ? "∅" : text;
}

class LineEnds {
  public:
    LineEnds(const Context& context, Session& session, std::size_t page, Keyboard& keys, const ViewOptions& view)
        : context_(context), session_(session), page_(page), keys_(keys), view_(view), out_(context.out.stream()) {}

    LineEndReview run() {
        make_paragraphs();
        for (std::size_t now = 0; now < paragraphs_.size();) {
            std::vector<Place>& places = paragraphs_[now];
            if (std::all_of(places.begin(), places.end(), [&](const Place& place) { return !open(place.question); }) &&
                !back_) {
                ++now;
                continue;
            }
            back_ = false;
            show(now);
            const Key key = keys_.read();
            const char32_t ch = key.answer();
            if (key.kind == Key::Kind::finished) return LineEndReview::quit;
            if (key.kind == Key::Kind::interrupt) return LineEndReview::abandoned;
            if (key.kind == Key::Kind::enter || ch == 'y' || ch == ' ') {
                now += take(places) ? 1 : 0;
            } else if (ch >= '1' && ch <= '9' && ch - '1' < places.size()) {
                Place& place = places[ch - '1'];
                place.chosen = (place.chosen + 1) % place.texts.size();
                tell("");
            } else if (ch == 'n') {
                for (Place& place : places) place.chosen = place.texts.size() - 1;
                now += take(places) ? 1 : 0;
            } else if (ch == 'a') {
                take_group(joins(), context_.say("接起已有标点的行", "joined after a mark that stands there"));
            } else if (ch == 'c') {
                take_group(certain(), context_.say("九成以上把握的", "at least 90 % sure"));
            } else if (ch == 's' || ch == 'j' || key.kind == Key::Kind::down) {
                tell("");
                ++now;
            } else if (ch == 'k' || key.kind == Key::Kind::up) {
                tell("");
                now -= now > 0 ? 1 : 0;
                back_ = true;
            } else if (ch == 'u') {
                undo(now);
            } else if (ch == 'q') {
                tell(context_.say("结束", "end"));
                return LineEndReview::quit;
            } else {
                tell("");
            }
        }
        return LineEndReview::over;
    }

  private:
    [[nodiscard]] const std::string& source() const { return session_.pages()[page_].outcome.document->bytes; }
    [[nodiscard]] bool open(std::size_t question) const { return session_.answer_to(question) == nullptr; }
    void tell(const std::string& text) {
        out_ << text << '\n';
        out_.flush();
    }

    // The questions of the page that are line ends, in order.
    [[nodiscard]] std::vector<std::size_t> questions() const {
        std::vector<std::size_t> out;
        for (std::size_t q = 0; q < session_.queue().size(); ++q) {
            const bool ours = session_.queue()[q].page == page_ && session_.key(q).rule.starts_with("segment/");
            if (ours && !session_.entry(q).edits.empty()) out.push_back(q);
        }
        std::sort(out.begin(), out.end(),
                  [&](std::size_t a, std::size_t b) { return session_.entry(a).at < session_.entry(b).at; });
        return out;
    }

    [[nodiscard]] Place place_of(std::size_t question) const {
        Place place{question, session_.key(question).texts};
        for (const std::string_view mark : kMarks) {
            if (std::find(place.texts.begin(), place.texts.end(), mark) == place.texts.end())
                place.texts.emplace_back(mark);
        }
        const std::string feed = session_.key(question).from.find('\r') != std::string::npos ? "\r\n\r\n" : "\n\n";
        const bool at_line_end = session_.key(question).from.find('\n') != std::string::npos;
        if (at_line_end && std::none_of(place.texts.begin(), place.texts.end(), ends_paragraph))
            place.texts.push_back("。" + feed);
        place.texts.push_back(session_.key(question).from);
        return place;
    }

    void make_paragraphs() {
        bool begins = true;
        for (const std::size_t question : questions()) {
            const Entry& entry = session_.entry(question);
            if (!paragraphs_.empty() && !paragraphs_.back().empty()) {
                const Entry& last = session_.entry(paragraphs_.back().back().question);
                const std::string_view between =
                    std::string_view(source()).substr(last.at.end, entry.at.begin - last.at.end);
                begins = paragraphs_.back().size() == kMostPlaces || ends_paragraph(last.new_texts.front()) ||
                         between.find("\n\n") != std::string_view::npos;
            }
            if (begins) paragraphs_.emplace_back();
            begins = false;
            paragraphs_.back().push_back(place_of(question));
        }
    }

    // The lines of the paragraph run on, each place as its number and what would stand there.
    void show(std::size_t now) {
        const std::vector<Place>& places = paragraphs_[now];
        const std::string& text = source();
        const std::size_t before =
            text.rfind('\n', std::max<std::size_t>(session_.entry(places.front().question).at.begin, 1) - 1);
        std::size_t done = before == std::string::npos ? 0 : before + 1;
        std::string joined;
        std::vector<SourceEdit> edits;
        std::vector<std::string> labels;
        for (std::size_t i = 0; i < places.size(); ++i) {
            const Entry& entry = session_.entry(places[i].question);
            joined += text.substr(done, entry.at.begin - done);
            const auto at = static_cast<std::uint32_t>(joined.size());
            edits.push_back({{at, at}, shown(places[i])});
            labels.push_back(std::to_string(i + 1));
            done = entry.at.end;
        }
        joined += text.substr(done, text.find('\n', done) - done);
        const std::string where = std::to_string(now + 1) + '/' + std::to_string(paragraphs_.size());
        out_ << '\n'
             << printable(session_.pages()[page_].file) << "  [" << where << "]\n"
             << passage_text(joined, {0, static_cast<std::uint32_t>(joined.size())}, edits, labels, view_);
        std::vector<Message> keys{
            {"[Enter]收这一段", "[Enter]take"}, {"[1-9]换记号", "[1-9]other mark"}, {"[n]都照旧", "[n]leave all"}};
        if (const std::size_t n = joins().size(); n > 1)
            keys.push_back({"[a]接起已有标点的 " + std::to_string(n) + " 行",
                            "[a]join the " + std::to_string(n) + " after a mark"});
        if (const std::size_t n = certain().size(); n > 1)
            keys.push_back(
                {"[c]收九成以上的 " + std::to_string(n) + " 处", "[c]take the " + std::to_string(n) + " from 90 %"});
        for (const Message& key : {Message{"[s]下一段", "[s]next"}, Message{"[k]上一段", "[k]back"},
                                   Message{"[u]撤销", "[u]ndo"}, Message{"[q]结束", "[q]uit"}})
            keys.push_back(key);
        std::string line = keys_text(keys, view_);
        line.pop_back();
        out_ << line << " > ";
        out_.flush();
    }

    bool answer(const std::vector<std::size_t>& all, const Session::Reply& reply) {
        const Result<void> done = session_.answer(all, reply);
        if (!done) context_.complain(done.error());
        return bool(done);
    }

    // The first candidates in one step, which undo takes back as one; what was changed each by itself.
    bool take(const std::vector<Place>& places) {
        std::vector<std::size_t> firsts;
        for (const Place& place : places) {
            if (place.chosen == 0) firsts.push_back(place.question);
        }
        if (!firsts.empty() && !answer(firsts, {Answer::accept, Scope::here, {}, {}})) return false;
        std::size_t kept = firsts.size();
        for (const Place& place : places) {
            if (place.chosen == 0) continue;
            const bool suggested = place.chosen < session_.key(place.question).texts.size();
            const Answer said = place.left() ? Answer::reject : suggested ? Answer::accept : Answer::edit;
            if (!answer({place.question},
                        {said,
                         Scope::here,
                         place.left() ? std::nullopt : std::optional<std::string>(place.texts[place.chosen]),
                         {}}))
                return false;
            kept += place.left() ? 0 : 1;
        }
        tell(context_.say("收 ", "taken ") + std::to_string(kept) + context_.say(" 处", " places"));
        return true;
    }

    template <class Wanted>
    std::vector<std::size_t> open_where(Wanted&& wanted) const {
        std::vector<std::size_t> out;
        for (const std::vector<Place>& places : paragraphs_) {
            for (const Place& place : places) {
                if (open(place.question) && wanted(session_.entry(place.question))) out.push_back(place.question);
            }
        }
        return out;
    }
    // A mark stands there already; the line break is all there is to take out.
    [[nodiscard]] std::vector<std::size_t> joins() const {
        return open_where([](const Entry& entry) { return entry.new_texts.front().empty(); });
    }
    [[nodiscard]] std::vector<std::size_t> certain() const {
        return open_where([](const Entry& entry) { return entry.confidence >= kCertain; });
    }

    void take_group(const std::vector<std::size_t>& group, const std::string& said) {
        if (group.empty()) return tell(context_.say("没有这样的", "there are none"));
        if (answer(group, {Answer::accept, Scope::here, {}, {}}))
            tell(said + ' ' + std::to_string(group.size()) + context_.say(" 处", " places"));
    }

    void undo(std::size_t& now) {
        const auto undone =
            session_.can_undo() ? session_.undo() : Result<std::optional<std::size_t>>(std::optional<std::size_t>());
        if (!undone) return context_.complain(undone.error());
        if (!*undone) return tell(context_.say("没有可撤销的答复", "there is no answer to take back"));
        tell(context_.say("撤销上一个答复", "the last answer is taken back"));
        for (std::size_t p = 0; p < paragraphs_.size(); ++p) {
            if (std::any_of(paragraphs_[p].begin(), paragraphs_[p].end(),
                            [&](const Place& place) { return place.question == **undone; }))
                now = p;
        }
    }

    const Context& context_;
    Session& session_;
    std::size_t page_;
    Keyboard& keys_;
    const ViewOptions& view_;
    std::ostream& out_;
    std::vector<std::vector<Place>> paragraphs_;
    bool back_ = false;  // gone back to, so shown though all is answered
};

}  // namespace

LineEndReview review_line_ends(const Context& context, Session& session, std::size_t page, Keyboard& keys,
                               const ViewOptions& view) {
    return LineEnds(context, session, page, keys, view).run();
}

}  // namespace jiaodui::cli
