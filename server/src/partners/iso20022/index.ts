export { camtReader, CamtNotValidated } from "./reader.ts";
