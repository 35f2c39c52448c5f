//! Names and keys of the NCA's certification authorities, as figures: roots and issuing CAs.

use hex_literal::hex;

use super::Environment;

/// One built-in anchor.
pub(super) struct Figures {
    pub(super) environment: Environment,
    pub(super) name_der: &'static [u8],
    pub(super) spki_der: &'static [u8],
    pub(super) subject_key_identifier: &'static [u8],
}

#[rustfmt::skip]
pub(super) const FIGURES: &[Figures] = &[
    // ҰЛТТЫҚ КУӘЛАНДЫРУШЫ ОРТАЛЫҚ (GOST) 2022, until 2045-09-07
    Figures {
        environment: Environment::Production,
        name_der: &hex!(
            "30583149304706035504030c40d2b0d09bd0a2d0a2d0abd29a20d09ad0a3d398d09bd090d09dd094d0ab"
            "d0a0d0a3d0a8d0ab20d09ed0a0d0a2d090d09bd0abd29a2028474f5354292032303232310b3009060355"
            "040613024b5a"
        ),
        spki_der: &hex!(
            "3081ac302306092a830e030a010102023016060a2a830e030a010102020106082a830e030a0103030381"
            "84000481805e13a1a72a4ad33556ef18dc36e2aa3400876b13ec72ea54c9ea262ec8f9d7ecd2fae5448b"
            "cd7006bc4a644febd8a51fd252fea1a567c08a18dd6b0cc09df4228a67f33b630f931abe6e8794914fe9"
            "d9cf6ebc05e22eaf107cb717952f441150de0b2bc959f2e33dffd6db17778abfecdb8ac2eeb5c7b9ff3d"
            "935ca53026679e"
        ),
        subject_key_identifier: &hex!("fe30be9fc890633f1fff5a3c0cb0c85f4c6d1708"),
    },
    // ҰЛТТЫҚ КУӘЛАНДЫРУШЫ ОРТАЛЫҚ (RSA) 2022, until 2045-09-07
    Figures {
        environment: Environment::Production,
        name_der: &hex!(
            "30573148304606035504030c3fd2b0d09bd0a2d0a2d0abd29a20d09ad0a3d398d09bd090d09dd094d0ab"
            "d0a0d0a3d0a8d0ab20d09ed0a0d0a2d090d09bd0abd29a2028525341292032303232310b300906035504"
            "0613024b5a"
        ),
        spki_der: &hex!(
            "30820222300d06092a864886f70d01010105000382020f003082020a0282020100930f57cc4f2dd14352"
            "3850debdb2e8be3430c7d4360ae6d67248778d2055b4c1865b454ca93ee3ef73934c200a8ca325e1247f"
            "d0a4f7b81dd00cc8f694eafbb489ee5ef903b9d380019833cbd0034233bc400c7f150b4e8ada99d5b9c2"
            "b88a97a752d7b785cb59bfc24ce05dc8ea37195e1e296bba933ac1a9da5894879a3898e5ca6a46279d93"
            "82c83227a0fcf2c8146c50c309a20907fe3392cd0d20c31dbaace19f0bd52598d68ac1cfe0cb8f40b1f9"
            "7bb450a764a16062eb2dd173c1aebf708f726b34dc361bb1ad998692ee92374d168b17512b0cecfa2330"
            "919176af72584c21e0b3f11a4880091a0c1e4122e37d0afde40cce285b49371281ab0fb644fa2900c5e1"
            "d98116b4b46328de5e98e86e4b3cea9f565aec1de2d0661fcf9f96dd0b134a9ac318be7ac7cb1dd26c11"
            "e8439be06bba17adac76265654f6138467278293ec9b43d86a0328405650c872732b7d241ab4412d728a"
            "c650c1d43369ee46d780950ef2846e1a6dfc831aa6308029acbc0a4a10070a957705b2380081db85bd96"
            "fd3045272abd730c9cbc5109c679f2f3a30fdf49a44d1946dda0e8f38e9061cb4e546d5c15cc2cf80f70"
            "f562709390db4d538bcaea1c5970a333fbf487558a31e7f0975e6cdf7df0f033ca6a2e99fc1194a086f6"
            "e96cf2d113141fffcd7bcf6fef80ebbcb2500fe6be89f37fba3cb30df183284b1798cac789c9b4c1d102"
            "03010001"
        ),
        subject_key_identifier: &hex!("dcae24d749b26480d2de37233c3ea4515db55ac7"),
    },
    // НЕГІЗГІ КУӘЛАНДЫРУШЫ ОРТАЛЫҚ (GOST), until 2045-09-08
    Figures {
        environment: Environment::Production,
        name_der: &hex!(
            "30553146304406035504030c3dd09dd095d093d086d097d093d08620d09ad0a3d398d09bd090d09dd094"
            "d0abd0a0d0a3d0a8d0ab20d09ed0a0d0a2d090d09bd0abd29a2028474f535429310b3009060355040613"
            "024b5a"
        ),
        spki_der: &hex!(
            "306c302506092a830e030a010101013018060a2a830e030a0101010101060a2a830e030a010301010003"
            "43000440ee2e062a17fabfd3debc9ea72da23b36dfee81a81268d468ce2450f01fd05b033518108ff2cb"
            "136c816bb90a8e1128438b54661b2a40989a8bb3017b54c7a60d"
        ),
        subject_key_identifier: &hex!("9d5941018b516bf0f06a7afee88c4eed050fa003"),
    },
    // НЕГІЗГІ КУӘЛАНДЫРУШЫ ОРТАЛЫҚ (GOST) 2022, until 2045-09-08
    Figures {
        environment: Environment::Production,
        name_der: &hex!(
            "305a314b304906035504030c42d09dd095d093d086d097d093d08620d09ad0a3d398d09bd090d09dd094"
            "d0abd0a0d0a3d0a8d0ab20d09ed0a0d0a2d090d09bd0abd29a2028474f5354292032303232310b300906"
            "0355040613024b5a"
        ),
        spki_der: &hex!(
            "3081ac302306092a830e030a010102023016060a2a830e030a010102020106082a830e030a0103030381"
            "84000481802e4844618208761f17936701c4e74cb4e7ae1a64af921ceed268aeb71a49763678cb5d09fb"
            "b8be3dd24d2687a00380b266917617074c13d439cf27a334fcc1e288a7de9f5ccdc6079487a572e25266"
            "382afbd33a2be55d3dd6930f1caf014a8ba446a073e3ba356d37324aa27db8d370207bd58cf9d67ca84e"
            "9520c0f49a6ed4"
        ),
        subject_key_identifier: &hex!("13b00cfba9629f0a3eb6192a2156a24867d0f3bd"),
    },
    // НЕГІЗГІ КУӘЛАНДЫРУШЫ ОРТАЛЫҚ (RSA), until 2045-09-08
    Figures {
        environment: Environment::Production,
        name_der: &hex!(
            "30543145304306035504030c3cd09dd095d093d086d097d093d08620d09ad0a3d398d09bd090d09dd094"
            "d0abd0a0d0a3d0a8d0ab20d09ed0a0d0a2d090d09bd0abd29a202852534129310b300906035504061302"
            "4b5a"
        ),
        spki_der: &hex!(
            "30820222300d06092a864886f70d01010105000382020f003082020a0282020100a377b260eb67ed8a67"
            "e365ec44504d2ca56f7f76568c92cd6d427e0c4cd3f3c7d5e23c764708d3f03c6b65e53f709f0db34a30"
            "c841ac3fe32aa9b2f8e7ef2ae326d7c64a14f6873fa42a8714e45aee75e0c6b61386781a931d62e01a74"
            "5b03a5f14cb502c678e3335a19e58b5c7bd217c31feb76b9afe0f5699622b87ae0cb7a5d0ccca1404ac9"
            "9089f02827bfd02e2f0627d198a7f7559b1b699b72aec9c52db3fb7ae309330fd1d0ec2ec33817e25563"
            "521b45cc8c84d92011acfe09810d22235a30ff436c0b196095111f0d67fddc646696d1ff8617bedc3b00"
            "8f532d08f60fb49afcba7468958da86505e05e9941018945af1a85c560a4cc6afc64231749f959f4c8c2"
            "42016afc9859c2a0cad40688f503d0adabf117de7cba7b71e4aaad8f08ec148064efc7b51a46ded4f6ed"
            "b55316c1bc646138d671c91ce301f8f9a699189742d191e9b8625da421db7013b78d67a2bc9449b111f9"
            "4321dce6956b2a83d1e53cf33cadf0f8f8931d4ed2881bb50bf92deb3aa567149d8b0e77bec6e3f33b9f"
            "ee13d1bf72bea9e1aacdb0842c27344f976d19ef1faaddcf547663bdbd63c080ada81f21cfe70ebe8c2d"
            "96418e9ff19044ee1acc908e28e123d7fd984858f74524a282ea43d383933865fb63d0ff22049abb3a92"
            "34e5087a34a7ae9754b256cabaed0b48533b9ccc9fb7a98487d2560286ad18f6514985b7a876b15ea502"
            "03010001"
        ),
        subject_key_identifier: &hex!("54b3b740d45b91707bed4a2be41b7b69f8f6ba50"),
    },
    // НЕГІЗГІ КУӘЛАНДЫРУШЫ ОРТАЛЫҚ (GOST) TEST 2022, until 2032-07-07
    Figures {
        environment: Environment::Test,
        name_der: &hex!(
            "305f3150304e06035504030c47d09dd095d093d086d097d093d08620d09ad0a3d398d09bd090d09dd094"
            "d0abd0a0d0a3d0a8d0ab20d09ed0a0d0a2d090d09bd0abd29a2028474f53542920544553542032303232"
            "310b3009060355040613024b5a"
        ),
        spki_der: &hex!(
            "3081ac302306092a830e030a010102023016060a2a830e030a010102020106082a830e030a0103030381"
            "84000481804efe87b29eee7e29c3eb567ed66722682bcccc7e362669f0dd6cc152c02441bed559212cf0"
            "c5667ceb719dd86daa12e29e2ea340449a07ff4b8e4c671b6fa8e4fca629e2a1e0c6a0c41a5933d6e927"
            "90841dd7e5e197a08d9f0d1cbe5c73222ca473600d818fcda3b757102e579fdcc6c90e8f9f93f96b3470"
            "4eea6fee0e8957"
        ),
        subject_key_identifier: &hex!("a7d3ab7790372e5b698170dde60ccca38bc3a4b2"),
    },
    // ҰЛТТЫҚ КУӘЛАНДЫРУШЫ ОРТАЛЫҚ (GOST) TEST 2022, until 2032-07-04
    Figures {
        environment: Environment::Test,
        name_der: &hex!(
            "305d314e304c06035504030c45d2b0d09bd0a2d0a2d0abd29a20d09ad0a3d398d09bd090d09dd094d0ab"
            "d0a0d0a3d0a8d0ab20d09ed0a0d0a2d090d09bd0abd29a2028474f53542920544553542032303232310b"
            "3009060355040613024b5a"
        ),
        spki_der: &hex!(
            "3081ac302306092a830e030a010102023016060a2a830e030a010102020106082a830e030a0103030381"
            "8400048180b83a7dfc48fecc4f2da0e1de12ec2bc7fd3fb3cc163739e95db517e48314a3645118125c6f"
            "7762798f52e2afe8da8ff1f947193155fa0a4688ce29dd73d16dd137b20d2143c49aa075d1da1ea1a1f3"
            "373b27200052472011c3b2b33931ca9f824b955609cffc59d49339841b7fec0b467d73b531dbb52c9ee7"
            "5f795bd510186b"
        ),
        subject_key_identifier: &hex!("fad24b1ba3a0c961fe1ca8503e6aa2bb450db8a3"),
    },
    // НЕГІЗГІ КО TEST (GOST), until 2038-06-30
    Figures {
        environment: Environment::Test,
        name_der: &hex!(
            "30373128302606035504030c1fd09dd095d093d086d097d093d08620d09ad09e20544553542028474f53"
            "5429310b3009060355040613024b5a"
        ),
        spki_der: &hex!(
            "306c302506092a830e030a010101013018060a2a830e030a0101010101060a2a830e030a010301010003"
            "43000440a2f4cad615f28534de9b833e3b9dce8307f057a44abf3190b4c95aefc1cb719ebffe75534906"
            "f9fd4cfdb5705afd58381238a2d2d79e09b74b6ba8787af98c61"
        ),
        subject_key_identifier: &hex!("02c7e4fa323a30dcfd902cd9761e232e28fd6680"),
    },
    // НЕГІЗГІ КО TEST (RSA), until 2038-06-30
    Figures {
        environment: Environment::Test,
        name_der: &hex!(
            "30363127302506035504030c1ed09dd095d093d086d097d093d08620d09ad09e20544553542028525341"
            "29310b3009060355040613024b5a"
        ),
        spki_der: &hex!(
            "30820222300d06092a864886f70d01010105000382020f003082020a0282020100cc8163d0ea9900c40c"
            "481a8f442cb1d90755b7ad3623fa888281f4f886031a81142f5b80d87f1288f2ea43dab9fa2478abf7ea"
            "0f00e51028dc9687f7b22714d4fbb42a58403a5d6e8969fe46b8c9eb98dafd0f2b9ae4854ef08f3da8cc"
            "462001a8c60606228727ef2df0993cd777cb3082532f459b14555ce84789d8fa3bb70790009ca068e352"
            "ccd74888d03c37b8117f67e9320f46c39840916743c6cba5541b6f3deeae02a067412a31d401d2c09512"
            "fc3fc74b0c3849475ec24d9d6f11d0defa3ec1d1fc38bcb1bec11fffaf5f026f285cf57ba81e8ed3fedb"
            "1f125e9a96a9a089ae96099b6f590d10e4b6a5fcb209a7c85a5d29be655bb052e519e861d2206c51b6e3"
            "4ee7880e4fdfb0ce70e1019083e4051a35ada4e221d098029f708b4ac3ad87f2485f7d6ecb9d26892a68"
            "127fb5607d3f63fba7d8a1ae4bc0ed4b5351629989bfde1d2d3681e5d99de0303db89dcaa3a7de9c5b92"
            "37f45935119a7de6b9edaee1a45b96eccb2ec6bfcab220e2f6c75dd8067360304115d8e42c25c075a774"
            "1a6717dcc67850139e1e67f16a1915dafec95db88cac8729aba5bd6eda1905b2934425e4f773a7d0286f"
            "fc7849f0a96fbf3f5fc012b2bc57661093e68ec81a883f3c583179a30e3d20c080a109bebe1d343d8557"
            "4ab6a3821a1116c226cc19d37c7851c53f81fe33b36aa6948f661850819e6f154c838e4fe03bc7c7b102"
            "03010001"
        ),
        subject_key_identifier: &hex!("d3c77dffaca2f50ec163195baffe727757b23ce2"),
    },
    // ҰКО 3.0 (GOST TEST), until 2024-03-12
    Figures {
        environment: Environment::Test,
        name_der: &hex!(
            "302e310b3009060355040613024b5a311f301d06035504030c16d2b0d09ad09e20332e302028474f5354"
            "205445535429"
        ),
        spki_der: &hex!(
            "306c302506092a830e030a010101013018060a2a830e030a0101010101060a2a830e030a010301010003"
            "4300044075f8211022800249bf42ba3fe920c366dd9d229cc44a324063794c2c89f75a4705a953a74f41"
            "f0c6161eae1b41113e4638b33d050548e191d86655000ec93af4"
        ),
        subject_key_identifier: &hex!("07bed21c60084456b02715e857374347bbd75450"),
    },
    // ҰКО 3.0 (RSA TEST), until 2024-03-13
    Figures {
        environment: Environment::Test,
        name_der: &hex!(
            "302d310b3009060355040613024b5a311e301c06035504030c15d2b0d09ad09e20332e30202852534120"
            "5445535429"
        ),
        spki_der: &hex!(
            "30820222300d06092a864886f70d01010105000382020f003082020a0282020100d4dbf5441df680f089"
            "b3d9c267faa8aae2f0aa34d70a802a38da62d3d9a96b223f1e8f7e0ef98efe1b57724de7df5584231a30"
            "e02e9b56a2f8134753dd99cc89b05c7674b6c8b6738e100cfd012eb34f745472d822bbd3860a54ba2339"
            "bd2ee139d77e096e351fd5e52a079678ccbcc4d20aabbb47b3a198f5b92094e2816f430189afc8dde87b"
            "37a86b31a5d18094b237c17ba334657e4445e0303805227b751e4bbfe4fa5282f444d145da430e2de742"
            "be4a1d7b621641c5bb36d8d8380efc1e91afc06abec04041df7fcf93aa1df0e933f86963c2211b62a718"
            "da51ce64195eb7130f7d4fd1659692ad797bf05101c4d6b4c223cabf30fabfeb420099bbc9a4214dde39"
            "0b5231550ccc87f8195743845bd138d250ebf01b6661d7a23d84e562600800999dd881ce08acefd61d85"
            "5065cff8ee5dc018877142264f662b7c2d878a46e6e048db654cf83012da2224f040e7108e0bc7788617"
            "a422228be955d47a044e9240f6b26c928d30dd72b9caf5c21d07ffe074ef512e0370a258be3870ae46ec"
            "0c0169eec0d412299b90c97ace9c33bf42bc259a364791b98e6f4a888ada450d7ee2f2dae0afbfda332a"
            "900ff314feb8cae0a316e2dce8592d9f8ef68935820515d0ea08ad073c6b628720f9e464bd5e379669bc"
            "b4783a8cf4e507be7c11cfb4e23fd5f3d911e501eb5d58ee5adf1b06b2b082bfdd7815a9e8a7d6e49702"
            "03010001"
        ),
        subject_key_identifier: &hex!("a68c16337cb8e83567063e5e415755a2af345068"),
    },
];
