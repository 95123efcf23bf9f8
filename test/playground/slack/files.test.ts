import { describe, expect, test } from "vitest";
import { blocksRefusal, errorOf, workbench } from "./app.ts";

const general = "C0GENERAL";

describe("files", () => {
  test("the client's own upload shares a file in a thread", async () => {
    await using bench = await workbench();
    const { client, slack } = bench;
    const { ts = "" } = await client.chat.postMessage({ channel: general, text: "logs" });
    const upload = {
      channel_id: general,
      thread_ts: ts,
      filename: "web.log",
      title: "Logs",
      initial_comment: "All of it",
    };
    await client.filesUploadV2({ ...upload, content: "line 1\nline 2\n" });
    const [file] = slack.files();
    expect(file).toMatchObject({ name: "web.log", title: "Logs", length: 14 });
    expect(file?.bytes?.toString()).toBe("line 1\nline 2\n");
    const [, reply] = slack.messages("general", { thread: ts });
    expect(reply).toMatchObject({ text: "All of it", thread_ts: ts, files: [{ id: file?.id, title: "Logs" }] });
  });

  test("bytes are kept as they are, and their number has to be the announced one", async () => {
    await using bench = await workbench();
    const { client, slack } = bench;
    const bytes = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x00, 0xff]);
    const announce = (length: number) => client.files.getUploadURLExternal({ filename: "a.png", length });
    const send = async (length: number) => {
      const { upload_url = "", file_id: id = "" } = await announce(length);
      const response = await fetch(upload_url, { method: "POST", body: bytes });
      return { id, status: response.status };
    };
    const wrong = await send(bytes.length + 1);
    expect(wrong.status).toBe(400);
    expect(await errorOf(client.files.completeUploadExternal({ files: [wrong] }))).toBe("file_not_found");
    const right = await send(bytes.length);
    expect(right.status).toBe(200);
    await client.files.completeUploadExternal({ files: [{ id: right.id, title: "A" }], channel_id: general });
    const { file } = await client.files.info({ file: right.id });
    expect(file).toMatchObject({ size: bytes.length, mimetype: "image/png", channels: [general] });
    const authorization = `Bearer ${slack.botToken}`;
    const download = await fetch(file?.url_private ?? "", { headers: { authorization } });
    expect(Buffer.from(await download.arrayBuffer())).toEqual(bytes);
    expect(await (await fetch(file?.url_private ?? "")).text()).toContain("Sign in");
  });

  test("what Slack has not looked at yet shows no share, and appears after later messages", async () => {
    await using bench = await workbench({ filesAppear: "later" });
    const { client, slack } = bench;
    await client.filesUploadV2({ channel_id: general, filename: "a.txt", content: "a" });
    await client.chat.postMessage({ channel: general, text: "later" });
    const id = slack.files()[0]?.id ?? "";
    expect((await client.files.info({ file: id })).file).toMatchObject({ mimetype: "", shares: { public: {} } });
    slack.appearFiles();
    expect((await client.files.info({ file: id })).file?.shares?.public).toHaveProperty(general);
    expect(slack.messages("general").map((message) => message.text)).toEqual(["later", ""]);
  });

  test("can be shown by an image block, once Slack has looked at them", async () => {
    await using bench = await workbench({ filesAppear: "later" });
    const { client, slack } = bench;
    await client.filesUploadV2({ filename: "chart.png", content: "PNG" });
    const id = slack.files()[0]?.id ?? "";
    const show = () => blocksRefusal(client, [{ type: "image", slack_file: { id }, alt_text: "CPU" }]);
    expect(await show()).toMatchObject({ error: "invalid_blocks" });
    slack.appearFiles();
    expect(await show()).toBeUndefined();
    expect(slack.messages("general")).toHaveLength(1);
  });

  test("go to direct messages by their id, not by a person's", async () => {
    await using bench = await workbench();
    const { client, slack } = bench;
    const upload = (channel_id: string) => client.filesUploadV2({ channel_id, filename: "a.txt", content: "a" });
    expect(await errorOf(upload("U0ALICE"))).toBe("channel_not_found");
    const { channel } = await client.conversations.open({ users: "U0ALICE" });
    await upload(channel?.id ?? "");
    expect(slack.messages("@alice")).toHaveLength(1);
  });

  test("only go where the bot is", async () => {
    await using bench = await workbench({ channels: [{ name: "quiet", bot: false }] });
    const upload = bench.client.filesUploadV2({ channel_id: "C0QUIET", filename: "a.txt", content: "a" });
    expect(await errorOf(upload)).toBe("not_in_channel");
  });

  test("are gone when deleted, from their message too", async () => {
    await using bench = await workbench();
    const { client, slack } = bench;
    await client.filesUploadV2({ channel_id: general, filename: "a.txt", content: "a" });
    const id = slack.files()[0]?.id ?? "";
    await client.files.delete({ file: id });
    expect(slack.messages("general")[0]?.files).toEqual([]);
    expect(await errorOf(client.files.info({ file: id }))).toBe("file_not_found");
    expect(await errorOf(client.files.delete({ file: id }))).toBe("file_not_found");
  });
});
