package org.antiphon.standalone.deploy;

import java.nio.file.Path;
import java.util.Optional;
import org.antiphon.chain.AddressBook;
import org.antiphon.contracts.Deployment;
import org.antiphon.contracts.Parameters;
import org.antiphon.contracts.Roles;
import org.web3j.crypto.Credentials;

/**
 * What an operator asks for, checked as far as that goes without a chain.
 *
 * @param book of an earlier run, if there was one
 */
record Order(
        Credentials deployer, Roles accounts, Parameters chosen, Deployment ethereumSide, Optional<AddressBook> book) {

    /**
     * Refuses to go on with another choice than the book's, which would leave a mixture. Other parameters can move contracts,
     * so this comes before the chain is asked what is there.
     *
     * @param dataLayer whose places, which no parameter moves, tell whether the book is this deployer's
     */
    void requireChosenAsInTheBook(Path file, long chainId, Deployment dataLayer, String fingerprint) {
        var places = dataLayer.addresses(deployer.getAddress()).entrySet();
        var other = book.filter(there -> there.dataLayer().chainId() == chainId)
                .filter(there -> there.dataLayer().contracts().entrySet().containsAll(places))
                .filter(there -> !there.isChosenLike(fingerprint));
        if (other.isPresent()) {
            throw new IllegalArgumentException(
                    "--out %s: the address book of a deployment with other parameters or roles (expected: those it began with, or another --out with a new deployer)"
                            .formatted(file));
        }
    }

    /** The book to write. Whoever reads a book relies on it, so that of another deployment is not overwritten. */
    AddressBook inKeepingWithTheBook(Path file, AddressBook planned) {
        if (book.isEmpty()) {
            return planned;
        }
        var there = book.get();
        if (!there.isSameDeployment(planned)) {
            throw new IllegalArgumentException(
                    "--out %s: the address book of another deployment (expected: a new file, or the deployer it was written for)"
                            .formatted(file));
        }
        // What an older book does not know stays unknown: it may have begun with another choice.
        return new AddressBook(planned.dataLayer(), planned.ethereum(), there.fingerprint());
    }
}
