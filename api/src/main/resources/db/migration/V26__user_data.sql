-- What customers give to cloud-init, encrypted under the key of their account, for as long as there is something of the VPS.
create table user_data (
    vps_id     uuid not null primary key,
    account_id uuid not null,
    ciphertext text not null
);
