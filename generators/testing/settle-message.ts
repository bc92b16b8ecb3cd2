/** Tests compare messages as the laws do. */
export { settleMessage } from "../laws/settle-message.ts";
