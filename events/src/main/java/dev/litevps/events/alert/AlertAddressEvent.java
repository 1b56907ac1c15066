package dev.litevps.events.alert;

import dev.litevps.events.account.AccountId;
import dev.litevps.events.account.EncryptedText;
import java.time.Instant;
import org.axonframework.serialization.Revision;

/** The life of the addresses at which an account is alerted, all in one stream for each account. */
public sealed interface AlertAddressEvent {

    AlertAddressesId alertAddressesId();

    AccountId accountId();

    AlertAddressId addressId();

    Instant at();

    /**
     * The account's alerts are sent to this address too.
     *
     * @param email encrypted under the account's key
     * @param emailHash a hash of the address, keyed by the account's key, in base64: tells that an address is there
     *     already without anybody reading it, and says nothing once the account's key is destroyed
     */
    @Revision("1")
    record AlertAddressAdded(
            AlertAddressesId alertAddressesId,
            AccountId accountId,
            AlertAddressId addressId,
            EncryptedText email,
            String emailHash,
            Instant at)
            implements AlertAddressEvent {}

    /** The account's alerts are no longer sent to this address. */
    @Revision("1")
    record AlertAddressRemoved(
            AlertAddressesId alertAddressesId, AccountId accountId, AlertAddressId addressId, Instant at)
            implements AlertAddressEvent {}
}
