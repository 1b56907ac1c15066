package dev.litevps.api.userdata;

import dev.litevps.api.secrets.PersonalData;
import dev.litevps.events.account.AccountId;
import dev.litevps.events.account.EncryptedText;
import dev.litevps.events.vps.VpsId;
import dev.litevps.host.UserData;
import dev.litevps.saga.machine.UserDataVault;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Table {@code user_data}: each text encrypted under the key of its account, so that erasing the key erases it too. All methods
 * block.
 */
@Component
public class StoredUserData implements UserDataVault {

    private final JdbcClient jdbc;
    private final PersonalData personalData;

    StoredUserData(JdbcClient jdbc, PersonalData personalData) {
        this.jdbc = jdbc;
        this.personalData = personalData;
    }

    /** Keeps it from the end of the current transaction on. */
    public void keep(VpsId vpsId, AccountId accountId, String text) {
        EncryptedText encrypted = personalData
                .encrypt(accountId, text)
                .orElseThrow(() -> new IllegalStateException("an account without a key asks for a VPS"));
        jdbc.sql(
                        "INSERT INTO user_data (vps_id, account_id, ciphertext) VALUES (?, ?, ?) ON CONFLICT (vps_id) DO NOTHING")
                .params(vpsId.value(), accountId.value(), encrypted.ciphertext())
                .update();
    }

    @Override
    public Optional<UserData> find(VpsId vpsId) {
        return jdbc.sql("SELECT account_id, ciphertext FROM user_data WHERE vps_id = ?")
                .param(vpsId.value())
                .query((row, _) -> new Kept(
                        new AccountId(row.getObject("account_id", UUID.class)),
                        new EncryptedText(row.getString("ciphertext"))))
                .optional()
                .flatMap(kept -> personalData.decrypt(kept.accountId(), kept.text()))
                .map(UserData::new);
    }

    @Override
    public void erase(VpsId vpsId) {
        jdbc.sql("DELETE FROM user_data WHERE vps_id = ?").param(vpsId.value()).update();
    }

    private record Kept(AccountId accountId, EncryptedText text) {}
}
