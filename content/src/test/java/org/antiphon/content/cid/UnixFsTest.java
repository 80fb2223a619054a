package org.antiphon.content.cid;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;

class UnixFsTest {
    @ParameterizedTest
    @CsvFileSource(resources = "/cid/vectors.csv")
    void fileHasTheCidThatTheIpfsImporterGivesIt(long size, String cid) {
        assertThat(UnixFs.root(leavesOfPattern(size), size)).hasToString(cid);
    }

    @Test
    void leavesThatDoNotCoverTheFileAreRefused() {
        assertThatThrownBy(() -> UnixFs.root(leavesOfPattern(1), UnixFs.LEAF_SIZE + 1L))
                .hasMessage("leaves: 1 (expected: 2)");
    }

    private static List<byte[]> leavesOfPattern(long fileSize) {
        var digests = new ArrayList<byte[]>();
        for (int leaf = 0; leaf < UnixFs.leafCount(fileSize); leaf++) {
            var bytes = new byte[UnixFs.leafSize(fileSize, leaf)];
            for (int i = 0; i < bytes.length; i++) {
                int position = leaf * UnixFs.LEAF_SIZE + i;
                bytes[i] = (byte) (position * 31 + (position >>> 10) * 7);
            }
            digests.add(Sha256.newDigest().digest(bytes));
        }
        return digests;
    }
}
