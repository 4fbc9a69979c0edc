// Characters that names are written with: what tells a name that no list knows from words.
#pragma once

namespace jiaodui {

// One of the hundred-odd commonest surnames; those of two characters go by their last one.
[[nodiscard]] bool is_surname(char32_t ch);
// Foreign names are spelt with some two hundred characters (the tables of Xinhua for English); one of them alone says
// nothing, four in a row do.
[[nodiscard]] bool spells_foreign_names(char32_t ch);

}  // namespace jiaodui
