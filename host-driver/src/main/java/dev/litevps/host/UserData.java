package dev.litevps.host;

/**
 * What a guest's cloud-init is given by whoever asked for the machine.
 *
 * @param text a cloud-config document, a script, or several parts in MIME; it may hold secrets, and is kept out of
 *     {@link #toString()}
 */
public record UserData(String text) {

    @Override
    public String toString() {
        return "UserData[" + text.length() + " characters]";
    }
}
