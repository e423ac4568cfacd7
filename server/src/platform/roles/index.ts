export {
  actions,
  apiKeyScopeNames,
  apiKeyScopes,
  roles,
  roleTable,
  type Action,
  type ApiKeyScope,
  type Reach,
  type Role,
} from "./actions.ts";
export { reachOf, type Grant, type Reached } from "./decide.ts";
