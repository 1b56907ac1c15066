-- Whose request it was, so that the answers are erased with the account. Null for those of before, which are gone within a day.
alter table idempotent_request add column account_id uuid;
