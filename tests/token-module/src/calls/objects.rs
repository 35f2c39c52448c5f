//! Objects (§5.7).

use cryptoki_sys::*;

use crate::Answer;
use crate::behaviour::{Nonsense, talks};
use crate::ffi::{answer_attributes, fill, put, template};
use crate::object::is;
use crate::process::{Process, with};
use crate::token_file::{Object, TokenFile};

functions! {
    fn C_CreateObject(
        session: CK_SESSION_HANDLE,
        attributes: *mut CK_ATTRIBUTE,
        count: CK_ULONG,
        object: *mut CK_OBJECT_HANDLE,
    ) {
        let template = template(attributes, count);
        with(|process| {
            writable(process, session)?;
            process.token(session, |process, token| {
                if is(&template, CKA_PRIVATE) {
                    process.demand_user()?;
                }
                put(object, token.create(template)?)
            })
        })
    }

    fn C_DestroyObject(session: CK_SESSION_HANDLE, object: CK_OBJECT_HANDLE) {
        with(|process| {
            writable(process, session)?;
            process.token(session, |process, token| {
                seen(process, token, object)?;
                token.objects.retain(|other| other.handle != object);
                Ok(())
            })
        })
    }

    fn C_GetAttributeValue(
        session: CK_SESSION_HANDLE,
        object: CK_OBJECT_HANDLE,
        attributes: *mut CK_ATTRIBUTE,
        count: CK_ULONG,
    ) {
        with(|process| process.token(session, |process, token| {
            let nonsense = talks(&process.folder, Nonsense::Attributes).then_some(Nonsense::Attributes);
            let object = seen(process, token, object)?;
            answer_attributes(attributes, count, nonsense, |which| object.tell(which))
        }))
    }

    fn C_SetAttributeValue(
        session: CK_SESSION_HANDLE,
        object: CK_OBJECT_HANDLE,
        attributes: *mut CK_ATTRIBUTE,
        count: CK_ULONG,
    ) {
        let template = template(attributes, count);
        with(|process| {
            writable(process, session)?;
            process.token(session, |process, token| {
                seen(process, token, object)?;
                if template.keys().any(|which| ![CKA_LABEL, CKA_ID].contains(which)) {
                    return Err(CKR_ATTRIBUTE_READ_ONLY);
                }
                let found = token.objects.iter_mut().find(|other| other.handle == object);
                found.ok_or(CKR_OBJECT_HANDLE_INVALID)?.attributes.extend(template);
                Ok(())
            })
        })
    }

    fn C_FindObjectsInit(session: CK_SESSION_HANDLE, attributes: *mut CK_ATTRIBUTE, count: CK_ULONG) {
        let template = template(attributes, count);
        with(|process| {
            if process.session(session)?.found.is_some() {
                return Err(CKR_OPERATION_ACTIVE);
            }
            let found = process.token(session, |process, token| Ok(token.find(&template, process.is_user())))?;
            process.session(session)?.found = Some(found);
            Ok(())
        })
    }

    fn C_FindObjects(
        session: CK_SESSION_HANDLE,
        objects: *mut CK_OBJECT_HANDLE,
        room: CK_ULONG,
        count: *mut CK_ULONG,
    ) {
        with(|process| {
            let found = &mut process.session(session)?.found;
            let found = found.as_mut().ok_or(CKR_OPERATION_NOT_INITIALIZED)?;
            let some: Vec<_> = found.drain(..found.len().min(room as usize)).collect();
            put(count, room)?;
            fill(objects, count, &some)
        })
    }

    fn C_FindObjectsFinal(session: CK_SESSION_HANDLE) {
        with(|process| {
            let found = process.session(session)?.found.take();
            found.map(|_| ()).ok_or(CKR_OPERATION_NOT_INITIALIZED)
        })
    }
}

fn writable(process: &mut Process, session: CK_SESSION_HANDLE) -> Answer {
    match process.session(session)?.read_write {
        true => Ok(()),
        false => Err(CKR_SESSION_READ_ONLY),
    }
}

/// An object that is there for who is logged in.
fn seen<'a>(
    process: &Process,
    token: &'a TokenFile,
    handle: CK_OBJECT_HANDLE,
) -> Answer<&'a Object> {
    let object = token.object(handle)?;
    match object.is_private() && !process.is_user() {
        true => Err(CKR_OBJECT_HANDLE_INVALID),
        false => Ok(object),
    }
}
