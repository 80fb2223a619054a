package org.antiphon.chain;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;

/**
 * The file that tells services and people where the contracts of a deployment are.
 *
 * @param dataLayer chain of users' writes and plays
 * @param ethereum chain of the token, the nodes and their stake; may be the same
 */
public record AddressBook(ChainAddresses dataLayer, ChainAddresses ethereum) {

    private static final ObjectMapper JSON = new ObjectMapper()
            .enable(SerializationFeature.INDENT_OUTPUT)
            .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS);

    /**
     * The book in a file, empty when there is no such file.
     *
     * @throws IllegalArgumentException when the file is no address book
     */
    public static Optional<AddressBook> read(Path file) throws IOException {
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        try {
            return Optional.of(JSON.readValue(file.toFile(), AddressBook.class));
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(
                    "%s: %s (expected: an address book)".formatted(file, e.getOriginalMessage()), e);
        }
    }

    /** Whether both name the same contracts on the same chains; the blocks may differ. */
    public boolean isSameDeployment(AddressBook other) {
        return isSame(dataLayer, other.dataLayer) && isSame(ethereum, other.ethereum);
    }

    private static boolean isSame(ChainAddresses one, ChainAddresses other) {
        return one.chainId() == other.chainId() && one.contracts().equals(other.contracts());
    }

    /** Replaces the file at once, so that a reader never sees half a book. */
    public void write(Path file) throws IOException {
        var target = file.toAbsolutePath();
        Files.createDirectories(target.getParent());
        var whole = target.resolveSibling(target.getFileName() + ".new");
        Files.writeString(whole, JSON.writeValueAsString(this) + "\n");
        Files.move(whole, target, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
    }
}
