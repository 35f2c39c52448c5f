//! Object identifiers that `const-oid` does not name: Kazakhstan's arc `1.2.398`, the GOST
//! algorithms of RFC 9215 and 7836, and a few attributes of RFC 5280.

use const_oid::ObjectIdentifier;

macro_rules! oids {
    ($($(#[$doc:meta])* $name:ident = $value:literal;)*) => {
        $($(#[$doc])* pub const $name: ObjectIdentifier = ObjectIdentifier::new_unwrap($value);)*
    };
}

oids! {
    /// GOST 34.10-2015 public key, 512 bit (Kazakhstan).
    KZ_GOST2015_512 = "1.2.398.3.10.1.1.2.2";
    /// Its curve, id-tc26-gost-3410-12-512-paramSetA.
    KZ_GOST2015_512_PARAMS = "1.2.398.3.10.1.1.2.2.1";
    /// GOST 34.10-2015 public key, 256 bit (Kazakhstan).
    KZ_GOST2015_256 = "1.2.398.3.10.1.1.2.1";
    /// Its curve, id-tc26-gost-3410-2012-256-paramSetA.
    KZ_GOST2015_256_PARAMS = "1.2.398.3.10.1.1.2.1.1";
    /// GOST 34.10-2015 signature with Streebog-512.
    KZ_GOST2015_512_SIGNATURE = "1.2.398.3.10.1.1.2.3.2";
    /// GOST 34.10-2015 signature with Streebog-256.
    KZ_GOST2015_256_SIGNATURE = "1.2.398.3.10.1.1.2.3.1";
    /// Streebog-512 (Kazakhstan).
    KZ_STREEBOG512 = "1.2.398.3.10.1.3.3";
    /// Streebog-256 (Kazakhstan).
    KZ_STREEBOG256 = "1.2.398.3.10.1.3.2";
    /// GOST 34.310-2004 public key.
    KZ_GOST2004 = "1.2.398.3.10.1.1.1.1";
    /// Its curve, GostR3410-2001-CryptoPro-A.
    KZ_GOST2004_PARAMS = "1.2.398.3.10.1.1.1.1.1";
    /// GOST 34.310-2004 signature with GOST 34.311.
    KZ_GOST2004_SIGNATURE = "1.2.398.3.10.1.1.1.2";
    /// GOST 34.311 (GOST R 34.11-94 with the test S-box).
    KZ_GOST94 = "1.2.398.3.10.1.3.1";
    /// Its S-box, in key parameters.
    KZ_GOST94_PARAMS = "1.2.398.3.10.1.3.1.1.0";

    /// id-tc26-gost3410-12-256 (RFC 9215).
    TC26_GOST2012_256 = "1.2.643.7.1.1.1.1";
    /// id-tc26-gost3410-12-512 (RFC 9215).
    TC26_GOST2012_512 = "1.2.643.7.1.1.1.2";
    /// id-tc26-signwithdigest-gost3410-12-256 (RFC 9215).
    TC26_SIGN_256 = "1.2.643.7.1.1.3.2";
    /// id-tc26-signwithdigest-gost3410-12-512 (RFC 9215).
    TC26_SIGN_512 = "1.2.643.7.1.1.3.3";
    /// id-tc26-gost3411-12-256 (RFC 9215).
    TC26_STREEBOG256 = "1.2.643.7.1.1.2.2";
    /// id-tc26-gost3411-12-512 (RFC 9215).
    TC26_STREEBOG512 = "1.2.643.7.1.1.2.3";
    /// id-tc26-gost-3410-2012-256-paramSetA (RFC 7836).
    TC26_256_A = "1.2.643.7.1.2.1.1.1";
    /// id-tc26-gost-3410-2012-256-paramSetB (RFC 9215), the curve of CryptoPro-A.
    TC26_256_B = "1.2.643.7.1.2.1.1.2";
    /// id-tc26-gost-3410-12-512-paramSetA (RFC 7836).
    TC26_512_A = "1.2.643.7.1.2.1.2.1";
    /// id-tc26-gost-3410-12-512-paramSetB (RFC 7836).
    TC26_512_B = "1.2.643.7.1.2.1.2.2";
    /// id-tc26-gost-3410-2012-512-paramSetC (RFC 7836).
    TC26_512_C = "1.2.643.7.1.2.1.2.3";
    /// id-GostR3410-2001-CryptoPro-A-ParamSet (RFC 4357).
    CRYPTOPRO_A = "1.2.643.2.2.35.1";
    /// id-GostR3410-2001-CryptoPro-XchA-ParamSet (RFC 4357), the same curve.
    CRYPTOPRO_XCH_A = "1.2.643.2.2.36.0";

    /// NCA certificate policy.
    KZ_POLICY = "1.2.398.3.3.2";
    /// Arc of the NCA's extended key usages for roles.
    KZ_ROLE = "1.2.398.3.3.4";
    /// Individual.
    KZ_ROLE_INDIVIDUAL = "1.2.398.3.3.4.1.1";
    /// Legal entity.
    KZ_ROLE_LEGAL = "1.2.398.3.3.4.1.2";
    /// Legal entity: first head with the right to sign.
    KZ_ROLE_HEAD = "1.2.398.3.3.4.1.2.1";
    /// Legal entity: person with the right to sign.
    KZ_ROLE_SIGN_RIGHT = "1.2.398.3.3.4.1.2.2";
    /// Legal entity: person with the right to sign financial documents.
    KZ_ROLE_FINANCIAL = "1.2.398.3.3.4.1.2.3";
    /// Legal entity: HR.
    KZ_ROLE_HR = "1.2.398.3.3.4.1.2.4";
    /// Legal entity: employee.
    KZ_ROLE_EMPLOYEE = "1.2.398.3.3.4.1.2.5";
    /// Legal entity: information system.
    KZ_ROLE_SYSTEM = "1.2.398.3.3.4.1.2.6";
    /// NCA administrator.
    KZ_ROLE_NCA_ADMINISTRATOR = "1.2.398.3.3.4.2.1";
    /// NCA manager.
    KZ_ROLE_NCA_MANAGER = "1.2.398.3.3.4.2.2";
    /// NCA operator.
    KZ_ROLE_NCA_OPERATOR = "1.2.398.3.3.4.2.3";
    /// Treasury client.
    KZ_ROLE_TREASURY = "1.2.398.5.19.1.2.2.1";
    /// Extension: where the private key is stored.
    KZ_KEY_STORAGE = "1.2.398.3.3.5";

    /// surname (X.520).
    SURNAME = "2.5.4.4";
    /// serialNumber attribute of a name (X.520).
    SERIAL_NUMBER = "2.5.4.5";
    /// givenName (X.520).
    GIVEN_NAME = "2.5.4.42";
    /// businessCategory (X.520).
    BUSINESS_CATEGORY = "2.5.4.15";
    /// emailAddress (PKCS#9).
    EMAIL_ADDRESS = "1.2.840.113549.1.9.1";
    /// userId (RFC 4519).
    USER_ID = "0.9.2342.19200300.100.1.1";
    /// domainComponent (RFC 4519).
    DOMAIN_COMPONENT = "0.9.2342.19200300.100.1.25";
    /// id-ce-freshestCRL (RFC 5280 §4.2.1.15).
    FRESHEST_CRL = "2.5.29.46";
    /// id-RSASSA-PSS (RFC 8017).
    RSASSA_PSS = "1.2.840.113549.1.1.10";
    /// id-mgf1 (RFC 8017).
    MGF1 = "1.2.840.113549.1.1.8";
}
