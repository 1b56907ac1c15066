-- Accounts that were erased: nothing is shown of who had them.
alter table account_view alter column email_ciphertext drop not null;
alter table account_view
    add column erased_at       timestamptz,
    add column erased_by       uuid,
    add column erased_reason   text,
    add column erased_event_id uuid;

-- Whose snapshot it is, so that its name can be forgotten with the account.
alter table snapshot_view add column account_id uuid;

update snapshot_view set account_id = vps_view.account_id from vps_view where vps_view.id = snapshot_view.vps_id;

create index snapshot_view_account_idx on snapshot_view (account_id);
