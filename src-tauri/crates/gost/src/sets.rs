//! The parameter sets as data.

use crate::parameters::{ParameterSet, hex};

/// The curve of every GOST key that the NCA issues today: p = 2^512 − 569, a = −3
/// (RFC 7836, appendix A.2; id-tc26-gost-3410-2012-512-paramSetA; GOST 34.10-2015 in Kazakhstan).
pub static TC26_512_A: ParameterSet = ParameterSet::new(
    "id-tc26-gost-3410-2012-512-paramSetA",
    &["1.2.643.7.1.2.1.2.1", "1.2.398.3.10.1.1.2.2.1"],
    64,
    1,
    [
        // p
        hex(
            "FFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFF",
            "FFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFDC7",
        ),
        // a
        hex(
            "FFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFF",
            "FFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFDC4",
        ),
        // b
        hex(
            "E8C2505DEDFC86DDC1BD0B2B6667F1DA34B82574761CB0E879BD081CFD0B6265",
            "EE3CB090F30D27614CB4574010DA90DD862EF9D4EBEE4761503190785A71C760",
        ),
        // q
        hex(
            "FFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFF",
            "27E69532F48D89116FF22B8D4E0560609B4B38ABFAD2B85DCACDB1411F10B275",
        ),
        // x
        hex(
            "0000000000000000000000000000000000000000000000000000000000000000",
            "0000000000000000000000000000000000000000000000000000000000000003",
        ),
        // y
        hex(
            "7503CFE87A836AE3A61B8816E25450E6CE5E1C93ACF1ABC1778064FDCBEFA921",
            "DF1626BE4FD036E93D75E6A50E3A41E98028FE5FC235F5B889A589CB5215F2A4",
        ),
    ],
);

/// p = 2^511 + 111, a = −3 (RFC 7836, appendix A.2; id-tc26-gost-3410-2012-512-paramSetB).
pub static TC26_512_B: ParameterSet = ParameterSet::new(
    "id-tc26-gost-3410-2012-512-paramSetB",
    &["1.2.643.7.1.2.1.2.2"],
    64,
    1,
    [
        // p
        hex(
            "8000000000000000000000000000000000000000000000000000000000000000",
            "000000000000000000000000000000000000000000000000000000000000006F",
        ),
        // a
        hex(
            "8000000000000000000000000000000000000000000000000000000000000000",
            "000000000000000000000000000000000000000000000000000000000000006C",
        ),
        // b
        hex(
            "687D1B459DC841457E3E06CF6F5E2517B97C7D614AF138BCBF85DC806C4B289F",
            "3E965D2DB1416D217F8B276FAD1AB69C50F78BEE1FA3106EFB8CCBC7C5140116",
        ),
        // q
        hex(
            "8000000000000000000000000000000000000000000000000000000000000001",
            "49A1EC142565A545ACFDB77BD9D40CFA8B996712101BEA0EC6346C54374F25BD",
        ),
        // x
        hex(
            "0000000000000000000000000000000000000000000000000000000000000000",
            "0000000000000000000000000000000000000000000000000000000000000002",
        ),
        // y
        hex(
            "1A8F7EDA389B094C2C071E3647A8940F3C123B697578C213BE6DD9E6C8EC7335",
            "DCB228FD1EDF4A39152CBCAAF8C0398828041055F94CEEEC7E21340780FE41BD",
        ),
    ],
);

/// A twisted Edwards curve in Weierstrass form, cofactor 4, p = 2^512 − 569
/// (RFC 7836, appendix A.2; id-tc26-gost-3410-2012-512-paramSetC).
pub static TC26_512_C: ParameterSet = ParameterSet::new(
    "id-tc26-gost-3410-2012-512-paramSetC",
    &["1.2.643.7.1.2.1.2.3"],
    64,
    4,
    [
        // p
        hex(
            "FFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFF",
            "FFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFDC7",
        ),
        // a
        hex(
            "DC9203E514A721875485A529D2C722FB187BC8980EB866644DE41C68E1430645",
            "46E861C0E2C9EDD92ADE71F46FCF50FF2AD97F951FDA9F2A2EB6546F39689BD3",
        ),
        // b
        hex(
            "B4C4EE28CEBC6C2C8AC12952CF37F16AC7EFB6A9F69F4B57FFDA2E4F0DE5ADE0",
            "38CBC2FFF719D2C18DE0284B8BFEF3B52B8CC7A5F5BF0A3C8D2319A5312557E1",
        ),
        // q
        hex(
            "3FFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFF",
            "C98CDBA46506AB004C33A9FF5147502CC8EDA9E7A769A12694623CEF47F023ED",
        ),
        // x
        hex(
            "E2E31EDFC23DE7BDEBE241CE593EF5DE2295B7A9CBAEF021D385F7074CEA043A",
            "A27272A7AE602BF2A7B9033DB9ED3610C6FB85487EAE97AAC5BC7928C1950148",
        ),
        // y
        hex(
            "F5CE40D95B5EB899ABBCCFF5911CB8577939804D6527378B8C108C3D2090FF9B",
            "E18E2D33E3021ED2EF32D85822423B6304F726AA854BAE07D0396E9A9ADDC40F",
        ),
    ],
);

/// A twisted Edwards curve in Weierstrass form, cofactor 4, p = 2^256 − 617
/// (RFC 7836, appendix A.1; id-tc26-gost-3410-2012-256-paramSetA; GOST 34.10-2015 in Kazakhstan).
pub static TC26_256_A: ParameterSet = ParameterSet::new(
    "id-tc26-gost-3410-2012-256-paramSetA",
    &["1.2.643.7.1.2.1.1.1", "1.2.398.3.10.1.1.2.1.1"],
    32,
    4,
    [
        // p
        hex(
            "",
            "FFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFD97",
        ),
        // a
        hex(
            "",
            "C2173F1513981673AF4892C23035A27CE25E2013BF95AA33B22C656F277E7335",
        ),
        // b
        hex(
            "",
            "295F9BAE7428ED9CCC20E7C359A9D41A22FCCD9108E17BF7BA9337A6F8AE9513",
        ),
        // q
        hex(
            "",
            "400000000000000000000000000000000FD8CDDFC87B6635C115AF556C360C67",
        ),
        // x
        hex(
            "",
            "91E38443A5E82C0D880923425712B2BB658B9196932E02C78B2582FE742DAA28",
        ),
        // y
        hex(
            "",
            "32879423AB1A0375895786C4BB46E9565FDE0B5344766740AF268ADB32322E5C",
        ),
    ],
);

/// p = 2^256 − 617, a = −3 (RFC 4357, section 11.4; id-GostR3410-2001-CryptoPro-A-ParamSet, also
/// id-tc26-gost-3410-2012-256-paramSetB): the curve of GOST 34.310-2004 in Kazakhstan.
pub static CRYPTOPRO_A: ParameterSet = ParameterSet::new(
    "id-GostR3410-2001-CryptoPro-A-ParamSet",
    &[
        "1.2.643.2.2.35.1",
        "1.2.643.2.2.36.0",
        "1.2.643.7.1.2.1.1.2",
        "1.2.398.3.10.1.1.1.1.1",
    ],
    32,
    1,
    [
        // p
        hex(
            "",
            "FFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFD97",
        ),
        // a
        hex(
            "",
            "FFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFD94",
        ),
        // b
        hex(
            "",
            "00000000000000000000000000000000000000000000000000000000000000A6",
        ),
        // q
        hex(
            "",
            "FFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFF6C611070995AD10045841B09B761B893",
        ),
        // x
        hex(
            "",
            "0000000000000000000000000000000000000000000000000000000000000001",
        ),
        // y
        hex(
            "",
            "8D91E471E0989CDA27DF505A453F2B7635294F2DDF23E3B122ACC99C9E9F1E14",
        ),
    ],
);

/// p = 2^255 + 3225, a = −3 (RFC 4357, section 11.4; id-GostR3410-2001-CryptoPro-B-ParamSet, also
/// id-tc26-gost-3410-2012-256-paramSetC).
pub static CRYPTOPRO_B: ParameterSet = ParameterSet::new(
    "id-GostR3410-2001-CryptoPro-B-ParamSet",
    &["1.2.643.2.2.35.2", "1.2.643.7.1.2.1.1.3"],
    32,
    1,
    [
        // p
        hex(
            "",
            "8000000000000000000000000000000000000000000000000000000000000C99",
        ),
        // a
        hex(
            "",
            "8000000000000000000000000000000000000000000000000000000000000C96",
        ),
        // b
        hex(
            "",
            "3E1AF419A269A5F866A7D3C25C3DF80AE979259373FF2B182F49D4CE7E1BBC8B",
        ),
        // q
        hex(
            "",
            "800000000000000000000000000000015F700CFFF1A624E5E497161BCC8A198F",
        ),
        // x
        hex(
            "",
            "0000000000000000000000000000000000000000000000000000000000000001",
        ),
        // y
        hex(
            "",
            "3FA8124359F96680B83D1C3EB2C070E5C545C9858D03ECFB744BF8D717717EFC",
        ),
    ],
);

/// a = −3 over a prime without a special form (RFC 4357, section 11.4;
/// id-GostR3410-2001-CryptoPro-C-ParamSet, also id-tc26-gost-3410-2012-256-paramSetD).
pub static CRYPTOPRO_C: ParameterSet = ParameterSet::new(
    "id-GostR3410-2001-CryptoPro-C-ParamSet",
    &[
        "1.2.643.2.2.35.3",
        "1.2.643.2.2.36.1",
        "1.2.643.7.1.2.1.1.4",
    ],
    32,
    1,
    [
        // p
        hex(
            "",
            "9B9F605F5A858107AB1EC85E6B41C8AACF846E86789051D37998F7B9022D759B",
        ),
        // a
        hex(
            "",
            "9B9F605F5A858107AB1EC85E6B41C8AACF846E86789051D37998F7B9022D7598",
        ),
        // b
        hex(
            "",
            "000000000000000000000000000000000000000000000000000000000000805A",
        ),
        // q
        hex(
            "",
            "9B9F605F5A858107AB1EC85E6B41C8AA582CA3511EDDFB74F02F3A6598980BB9",
        ),
        // x
        hex(
            "",
            "0000000000000000000000000000000000000000000000000000000000000000",
        ),
        // y
        hex(
            "",
            "41ECE55743711A8C3CBF3783CD08C0EE4D4DC440D4641A8F366E550DFDB3BB67",
        ),
    ],
);

/// The example of RFC 7091, section 7.1: for tests of conformity, never for keys.
pub static TEST_256: ParameterSet = ParameterSet::new(
    "id-GostR3410-2001-TestParamSet",
    &["1.2.643.2.2.35.0"],
    32,
    1,
    [
        // p
        hex(
            "",
            "8000000000000000000000000000000000000000000000000000000000000431",
        ),
        // a
        hex(
            "",
            "0000000000000000000000000000000000000000000000000000000000000007",
        ),
        // b
        hex(
            "",
            "5FBFF498AA938CE739B8E022FBAFEF40563F6E6A3472FC2A514C0CE9DAE23B7E",
        ),
        // q
        hex(
            "",
            "8000000000000000000000000000000150FE8A1892976154C59CFC193ACCF5B3",
        ),
        // x
        hex(
            "",
            "0000000000000000000000000000000000000000000000000000000000000002",
        ),
        // y
        hex(
            "",
            "08E2A8A0E65147D4BD6316030E16D19C85C97F0A9CA267122B96ABBCEA7E8FC8",
        ),
    ],
);

/// The example of GOST R 34.10-2012, appendix A.2: for tests of conformity, never for keys.
pub static TEST_512: ParameterSet = ParameterSet::new(
    "id-tc26-gost-3410-2012-512-paramSetTest",
    &["1.2.643.7.1.2.1.2.0"],
    64,
    1,
    [
        // p
        hex(
            "4531ACD1FE0023C7550D267B6B2FEE80922B14B2FFB90F04D4EB7C09B5D2D15D",
            "F1D852741AF4704A0458047E80E4546D35B8336FAC224DD81664BBF528BE6373",
        ),
        // a
        hex(
            "0000000000000000000000000000000000000000000000000000000000000000",
            "0000000000000000000000000000000000000000000000000000000000000007",
        ),
        // b
        hex(
            "1CFF0806A31116DA29D8CFA54E57EB748BC5F377E49400FDD788B649ECA1AC43",
            "61834013B2AD7322480A89CA58E0CF74BC9E540C2ADD6897FAD0A3084F302ADC",
        ),
        // q
        hex(
            "4531ACD1FE0023C7550D267B6B2FEE80922B14B2FFB90F04D4EB7C09B5D2D15D",
            "A82F2D7ECB1DBAC719905C5EECC423F1D86E25EDBE23C595D644AAF187E6E6DF",
        ),
        // x
        hex(
            "24D19CC64572EE30F396BF6EBBFD7A6C5213B3B3D7057CC825F91093A68CD762",
            "FD60611262CD838DC6B60AA7EEE804E28BC849977FAC33B4B530F1B120248A9A",
        ),
        // y
        hex(
            "2BB312A43BD2CE6E0D020613C857ACDDCFBF061E91E5F2C3F32447C259F39B2C",
            "83AB156D77F1496BF7EB3351E1EE4E43DC1A18B91B24640B6DBB92CB1ADD371E",
        ),
    ],
);
