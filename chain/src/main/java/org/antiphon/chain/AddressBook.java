package org.antiphon.chain;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The file that tells services and people where the contracts of a deployment are.
 *
 * @param dataLayer chain of users' writes and plays
 * @param ethereum chain of the token, the nodes and their stake; may be the same
 * @param fingerprint of the parameters and roles that were chosen; absent where nobody may choose, and from older versions
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record AddressBook(
        ChainAddresses dataLayer,
        ChainAddresses ethereum,
        @Nullable String fingerprint) {

    private static final ObjectMapper JSON = new ObjectMapper()
            .enable(SerializationFeature.INDENT_OUTPUT)
            .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS);

    /** Refuses half a book. */
    public AddressBook {
        requireChain("dataLayer", dataLayer);
        requireChain("ethereum", ethereum);
    }

    /** A book of a deployment whose parameters and roles nobody chooses. */
    public AddressBook(ChainAddresses dataLayer, ChainAddresses ethereum) {
        this(dataLayer, ethereum, null);
    }

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
            var book = Optional.ofNullable(JSON.readValue(file.toFile(), AddressBook.class));
            if (book.isEmpty()) {
                throw new IllegalArgumentException("%s: null (expected: an address book)".formatted(file));
            }
            return book;
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(
                    "%s: %s (expected: an address book)".formatted(file, e.getOriginalMessage()), e);
        }
    }

    /** Whether both name the same contracts on the same chains; the blocks may differ. */
    public boolean isSameDeployment(AddressBook other) {
        return isSame(dataLayer, other.dataLayer) && isSame(ethereum, other.ethereum);
    }

    /** Whether this was chosen so, as far as the book knows. */
    public boolean isChosenLike(String chosen) {
        return fingerprint == null || fingerprint.equals(chosen);
    }

    private static void requireChain(String name, @Nullable ChainAddresses chain) {
        if (chain == null) {
            throw new IllegalArgumentException(name + ": null (expected: the addresses on a chain)");
        }
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
