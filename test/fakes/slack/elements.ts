import { z } from "zod";

export const words = (most: number) => z.string().min(1).max(most);
export const plain = (most = 3_000) =>
  z.strictObject({
    type: z.literal("plain_text"),
    text: words(most),
    emoji: z.boolean().optional(),
  });
const mrkdwn = (most = 3_000) =>
  z.strictObject({
    type: z.literal("mrkdwn"),
    text: words(most),
    verbatim: z.boolean().optional(),
  });
export const text = (most = 3_000) => z.discriminatedUnion("type", [plain(most), mrkdwn(most)]);
/** An id of a block or an action. */
export const name = z.string().min(1).max(255);
const look = z.enum(["primary", "danger"]);
const httpUrl = z.url({ protocol: /^https?$/ }).max(3_000);

const confirm = z.strictObject({
  title: plain(100).optional(),
  text: text(300),
  confirm: plain(30).optional(),
  deny: plain(30).optional(),
  style: look.optional(),
});
const option = (label: z.ZodType = plain(75)) =>
  z.strictObject({
    text: label,
    value: words(150),
    description: plain(75).optional(),
    url: httpUrl.optional(),
  });
const options = (most: number, label?: z.ZodType) => z.array(option(label)).min(1).max(most);
const acting = { action_id: name, confirm: confirm.optional() };
const focus = { focus_on_load: z.boolean().optional() };
const placed = { ...focus, placeholder: plain(150).optional() };
const dispatch = {
  dispatch_action_config: z
    .strictObject({
      trigger_actions_on: z.array(z.enum(["on_enter_pressed", "on_character_entered"])).max(2),
    })
    .optional(),
};
const groups = z
  .array(z.strictObject({ label: plain(75), options: options(100) }))
  .min(1)
  .max(100)
  .optional();
const filter = z
  .strictObject({
    include: z
      .array(z.enum(["im", "mpim", "private", "public"]))
      .min(1)
      .optional(),
    exclude_external_shared_channels: z.boolean().optional(),
    exclude_bot_users: z.boolean().optional(),
  })
  .optional();

const button = z.strictObject({
  type: z.literal("button"),
  ...acting,
  action_id: name.optional(),
  text: plain(75),
  value: words(2_000).optional(),
  url: httpUrl.optional(),
  style: look.optional(),
  accessibility_label: words(75).optional(),
});
const checkboxes = z.strictObject({
  type: z.literal("checkboxes"),
  ...acting,
  ...focus,
  options: options(10, text(75)),
  initial_options: options(10, text(75)).optional(),
});
const radioButtons = z.strictObject({
  type: z.literal("radio_buttons"),
  ...acting,
  ...focus,
  options: options(10, text(75)),
  initial_option: option(text(75)).optional(),
});
const staticSelect = z.strictObject({
  type: z.literal("static_select"),
  ...acting,
  ...placed,
  options: options(100).optional(),
  option_groups: groups,
  initial_option: option().optional(),
});
const multiStaticSelect = z.strictObject({
  type: z.literal("multi_static_select"),
  ...acting,
  ...placed,
  options: options(100).optional(),
  option_groups: groups,
  initial_options: options(100).optional(),
  max_selected_items: z.int().min(1).optional(),
});
const overflow = z.strictObject({ type: z.literal("overflow"), ...acting, options: options(5) });
const externalSelect = z.strictObject({
  type: z.literal("external_select"),
  ...acting,
  ...placed,
  initial_option: option().optional(),
  min_query_length: z.int().min(0).optional(),
});
const conversationsSelect = z.strictObject({
  type: z.literal("conversations_select"),
  ...acting,
  ...placed,
  initial_conversation: z.string().optional(),
  default_to_current_conversation: z.boolean().optional(),
  response_url_enabled: z.boolean().optional(),
  filter,
});
const channelsSelect = z.strictObject({
  type: z.literal("channels_select"),
  ...acting,
  ...placed,
  initial_channel: z.string().optional(),
  response_url_enabled: z.boolean().optional(),
});
const multiConversationsSelect = z.strictObject({
  type: z.literal("multi_conversations_select"),
  ...acting,
  ...placed,
  initial_conversations: z.array(z.string()).optional(),
  default_to_current_conversation: z.boolean().optional(),
  max_selected_items: z.int().min(1).optional(),
  filter,
});
const multiChannelsSelect = z.strictObject({
  type: z.literal("multi_channels_select"),
  ...acting,
  ...placed,
  initial_channels: z.array(z.string()).optional(),
  max_selected_items: z.int().min(1).optional(),
});
const usersSelect = z.strictObject({
  type: z.literal("users_select"),
  ...acting,
  ...placed,
  initial_user: z.string().optional(),
});
const multiUsersSelect = z.strictObject({
  type: z.literal("multi_users_select"),
  ...acting,
  ...placed,
  initial_users: z.array(z.string()).optional(),
  max_selected_items: z.int().min(1).optional(),
});
const plainTextInput = z.strictObject({
  type: z.literal("plain_text_input"),
  action_id: name,
  ...placed,
  ...dispatch,
  initial_value: z.string().max(3_000).optional(),
  multiline: z.boolean().optional(),
  min_length: z.int().min(0).max(3_000).optional(),
  max_length: z.int().min(1).max(3_000).optional(),
});
const numberInput = z.strictObject({
  type: z.literal("number_input"),
  action_id: name,
  ...placed,
  ...dispatch,
  is_decimal_allowed: z.boolean(),
  // Numbers go as text here.
  initial_value: z.string().optional(),
  min_value: z.string().optional(),
  max_value: z.string().optional(),
});
const urlInput = z.strictObject({
  type: z.literal("url_text_input"),
  action_id: name,
  ...placed,
  ...dispatch,
  initial_value: z.string().optional(),
});
const fileInput = z.strictObject({
  type: z.literal("file_input"),
  action_id: name,
  filetypes: z.array(z.string().regex(/^[a-z0-9]+$/)).optional(),
  max_files: z.int().min(1).max(10).optional(),
});

/** A picture: by its address, or as a file of Slack's. */
export const pictured = {
  image_url: httpUrl.optional(),
  slack_file: z
    .strictObject({ id: z.string().optional(), url: z.string().optional() })
    .refine(({ id, url }) => (id === undefined) !== (url === undefined), "id or url")
    .optional(),
  alt_text: words(2_000),
};
const image = z.strictObject({ type: z.literal("image"), ...pictured });
const feedback = z.strictObject({
  text: plain(75),
  value: words(2_000),
  accessibility_label: words(75).optional(),
});
const feedbackButtons = z.strictObject({
  type: z.literal("feedback_buttons"),
  action_id: name,
  positive_button: feedback,
  negative_button: feedback,
});
const iconButton = z.strictObject({
  type: z.literal("icon_button"),
  ...acting,
  icon: z.literal("trash"),
  text: plain(75),
  value: words(2_000).optional(),
  accessibility_label: words(75).optional(),
  visible_to_user_ids: z.array(z.string()).optional(),
});

const chosen = [
  checkboxes,
  radioButtons,
  staticSelect,
  multiStaticSelect,
  externalSelect,
  conversationsSelect,
  multiConversationsSelect,
  channelsSelect,
  multiChannelsSelect,
  usersSelect,
  multiUsersSelect,
] as const;
export const InActions = z.discriminatedUnion("type", [button, overflow, ...chosen]);
export const InSection = z.discriminatedUnion("type", [button, overflow, image, ...chosen]);
export const InInput = z.discriminatedUnion("type", [
  plainTextInput,
  numberInput,
  urlInput,
  fileInput,
  ...chosen,
]);
export const InContext = z.discriminatedUnion("type", [image, plain(), mrkdwn()]);
export const InContextActions = z.discriminatedUnion("type", [feedbackButtons, iconButton]);
