create table access_token_view (
    id                 uuid        not null primary key,
    account_id         uuid        not null,
    name               text        not null,
    spend_limit_micros bigint,
    created_at         timestamptz not null,
    revoked_at         timestamptz,
    version            bigint      not null
);

create index access_token_view_account_idx on access_token_view (account_id, created_at desc, id desc)
    where revoked_at is null;

-- What the VPSes that a token created have cost. The version is that of the account's ledger.
create table token_spending_view (
    token_id     uuid   not null primary key,
    account_id   uuid   not null,
    spent_micros bigint not null,
    version      bigint not null
) with (fillfactor = 70);
