-- The language server under Neovim (0.7 and later): nvim --headless -u NONE -i NONE -n -c 'luafile neovim.lua', in an empty folder.
-- JIAODUI is the program. Ends with status 1 and the reason when something is not as it should be.
local page = { "# 夜车", "", "𠮷😀大家好,欢迎。。", "我们先看Chat GPT" }

local function fail(what)
  io.stdout:write("FAILED: " .. what .. "\n")
  vim.cmd("cquit 1")
end
local function check(ok, what, seen)
  if not ok then fail(what .. (seen and ": " .. vim.inspect(seen) or "")) end
end
local function wait(what, condition)
  if not vim.wait(60000, condition, 20) then fail("waited in vain for " .. what .. ": " .. vim.inspect(vim.diagnostic.get(0))) end
end
local function lines() return vim.api.nvim_buf_get_lines(0, 0, -1, false) end
local function of_rule(rule)
  return vim.tbl_filter(function(d) return d.code == rule or (d.user_data and d.user_data.lsp.code == rule) end, vim.diagnostic.get(0))
end
-- The text that a diagnostic underlines; Neovim has turned the server's columns into bytes.
local function text_of(d) return lines()[d.lnum + 1]:sub(d.col + 1, d.end_col) end

local function test()
  vim.cmd("edit 节目.md")
  vim.api.nvim_buf_set_lines(0, 0, -1, false, page)
  local id = vim.lsp.start_client({ name = "jiaodui", cmd = { os.getenv("JIAODUI"), "lsp" }, root_dir = vim.fn.getcwd() })
  check(id, "the server does not start")
  check(vim.lsp.buf_attach_client(0, id), "the buffer was not attached")
  local client
  wait("the client", function() client = vim.lsp.get_client_by_id(id); return client and client.initialized end)
  check(client.offset_encoding == "utf-16", "encoding", client.offset_encoding)

  -- Open: columns right after characters of four bytes, which are two units each.
  wait("diagnostics", function() return #of_rule("punct/halfwidth") == 1 end)
  local comma = of_rule("punct/halfwidth")[1]
  check(comma.lnum == 2 and comma.col == #"𠮷😀大家好" and text_of(comma) == ",", "the comma's place", comma)
  local double = of_rule("punct/duplicate")[1]
  check(double and text_of(double) == "。。", "the place of the doubled mark", double)

  -- A quick fix.
  vim.api.nvim_win_set_cursor(0, { 3, comma.col })
  local params = vim.lsp.util.make_range_params()
  params.context = { diagnostics = {} }
  local answers = vim.lsp.buf_request_sync(0, "textDocument/codeAction", params, 60000)
  local fix = vim.tbl_filter(function(a) return a.kind == "quickfix" and a.title == ",→，" end, answers[id].result)[1]
  check(fix, "no quick fix", answers)
  vim.lsp.util.apply_workspace_edit(fix.edit, client.offset_encoding)
  check(lines()[3] == "𠮷😀大家好，欢迎。。", "after the quick fix", lines())
  wait("new diagnostics", function() return #of_rule("punct/halfwidth") == 0 and #of_rule("punct/duplicate") == 1 end)
  check(text_of(of_rule("punct/duplicate")[1]) == "。。", "the place has moved with the text")

  -- Typing: what is put in goes over as a range in UTF-16.
  vim.api.nvim_buf_set_text(0, 2, #"𠮷😀", 2, #"𠮷😀", { "😀各位,𠮷" })
  wait("what was typed", function() return #of_rule("punct/halfwidth") == 1 and text_of(of_rule("punct/halfwidth")[1]) == "," end)

  -- Fix all, as docs/editors.md has it.
  vim.ui.select = function(items, _, choose) choose(items[1], 1) end  -- before 0.8 there is no `apply`: it asks
  vim.lsp.buf.code_action({ context = { only = { "source.fixAll.jiaodui" } }, apply = true })
  wait("the fix of all", function() return lines()[3] == "𠮷😀😀各位，𠮷大家好，欢迎。" and lines()[4] == "我们先看ChatGPT" end)
  check(lines()[1] == page[1] and #lines() == 4, "the rest is as it was", lines())

  -- Hover.
  vim.api.nvim_buf_set_lines(0, 3, 4, false, { "又一行,在此" })
  wait("the new comma", function() return #of_rule("punct/halfwidth") == 1 end)
  vim.api.nvim_win_set_cursor(0, { 4, #"又一行" })
  answers = vim.lsp.buf_request_sync(0, "textDocument/hover", vim.lsp.util.make_position_params(), 60000)
  check(answers[id].result and answers[id].result.contents.value:find("punct/halfwidth", 1, true), "hover", answers)

  -- A change of the configuration; Neovim 0.7 does not watch files, so it is told.
  local file = io.open(".jiaodui.yaml", "w")
  file:write("version: 1\nrules: {punct/halfwidth: off}\n")
  file:close()
  client.notify("workspace/didChangeConfiguration", { settings = {} })
  wait("the new configuration", function() return #of_rule("punct/halfwidth") == 0 end)

  vim.lsp.stop_client(id)
  if not vim.wait(10000, function() return client.is_stopped() end, 20) then fail("the server does not stop") end
  local version = vim.version()
  io.stdout:write(("neovim %d.%d.%d: all as it should be\n"):format(version.major, version.minor, version.patch))
end

local ok, why = pcall(test)
if not ok then fail(tostring(why)) end
vim.cmd("qall!")
