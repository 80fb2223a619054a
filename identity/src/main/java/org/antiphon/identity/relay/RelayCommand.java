package org.antiphon.identity.relay;

/**
 * What a caller asks to be relayed, unchecked.
 *
 * @param contract the contract's address, empty to go by its name
 * @param contractName the name in the registry of contracts
 * @param calldata hexadecimal with {@code 0x}
 * @param sender who the caller says signed it, empty to take whoever did
 */
record RelayCommand(String contract, String contractName, String calldata, String sender) {}
