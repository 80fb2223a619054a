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
     * The book to write. Whoever reads a book relies on it, so that of another deployment stays, and so does one that was
     * chosen otherwise: going on would mix two choices. What an older book does not know stays unknown.
     */
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
        if (!there.isChosenLike(planned)) {
            throw new IllegalArgumentException(
                    "--out %s: the address book of a deployment with other parameters or roles (expected: those it began with, or another --out with a new deployer)"
                            .formatted(file));
        }
        return new AddressBook(planned.dataLayer(), planned.ethereum(), there.fingerprint());
    }
}
