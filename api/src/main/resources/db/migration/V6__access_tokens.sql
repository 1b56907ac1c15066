-- Who shows which access token. A token is found by the SHA-256 of its value, which is a random number of 256 bits and is
-- kept nowhere. A row is deleted when its token is revoked.
create table access_token (
    token_hash   bytea       not null primary key,
    token_id     uuid        not null unique,
    account_id   uuid        not null,
    role         varchar(20) not null,
    limited      boolean     not null,
    created_at   timestamptz not null,
    last_used_at timestamptz
) with (fillfactor = 70);

create index access_token_account_idx on access_token (account_id);
