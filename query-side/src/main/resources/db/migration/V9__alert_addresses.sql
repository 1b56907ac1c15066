-- At which addresses an account is alerted. A row that was removed stays, since it says how far the view has come, but
-- nothing of the address stays in it.
create table alert_address_view (
    id               uuid        not null primary key,
    account_id       uuid        not null,
    email_ciphertext text,
    email_hash       text,
    added_at         timestamptz not null,
    removed_at       timestamptz,
    version          bigint      not null
);

create index alert_address_view_account_idx on alert_address_view (account_id, version);
